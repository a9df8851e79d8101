"""Programs that try to get out of the sandbox, each with the mark by which it would be seen that it did.

A program may name a field of the target in double angle brackets. What it prints as "escaped …" is such a mark, and so is anything done to
the target. `open_door` says whether the program gets out where nothing guards it, whoever runs it: that is tried too, or the marks would
prove nothing.
"""

import re
import time
from dataclasses import dataclass
from textwrap import dedent

from tests.curation.verification.target import ENVIRONMENT_KEY, SECRET, Target

MARKS = ("escaped", SECRET, "root:")


@dataclass(frozen=True)
class Escape:
    """A way out that is tried."""

    name: str
    program: str
    open_door: bool = True

    def aimed(self, target: Target) -> str:
        """The program with the target's own names in it."""
        return re.sub(r"<<(\w+)>>", lambda match: _named(target, match[1]), self.program)

    def got_out(self, target: Target, printed: str) -> bool:
        """Whether anything shows that it got out."""
        time.sleep(0.05)  # for the listeners to note what came
        return not target.is_untouched() or any(mark in printed for mark in MARKS)


def _named(target: Target, name: str) -> str:
    return str(target.victim.pid if name == "victim" else getattr(target, name))


def escape(name: str, program: str, *, open_door: bool = True) -> Escape:
    """An escape whose program is written with its indentation."""
    return Escape(name, dedent(program).strip() + "\n", open_door)


ESCAPES = (
    escape("TCP to a listener", "import socket\nsocket.create_connection(('127.0.0.1', <<tcp>>), 2)"),
    escape("UDP to a listener", "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'hello', ('127.0.0.1', <<udp>>))"),
    escape("a host name looked up", "import socket\nprint('escaped', socket.getaddrinfo('localhost', 80))"),
    escape("a web page fetched", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:<<tcp>>/', timeout=1)"),
    escape("UNIX socket by path", "import socket\nsocket.socket(socket.AF_UNIX).connect('<<stream>>')"),
    escape("UNIX socket by abstract name", "import socket\nsocket.socket(socket.AF_UNIX).connect('\\0<<abstract>>')"),
    escape(
        "a pair of sockets turned outwards",
        "import socket\nfirst, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\nfirst.sendto(b'hello', '<<datagram>>')",
    ),
    escape("the accounts read", "print(open('/etc/passwd').read())"),
    escape("a secret file read", "print(open('<<secret>>').read())"),
    escape("a secret file read beneath /proc/self/root", "print(open('/proc/self/root<<secret>>').read())"),
    escape("a secret file read from its folder", "import os\nos.chdir('<<folder>>')\nprint(open('secret.txt').read())"),
    escape(
        "a secret file read in a thread",
        "import threading\nt = threading.Thread(target=lambda: print(open('<<secret>>').read()))\nt.start()\nt.join()",
    ),
    escape("a secret file mapped", "import mmap, os\nprint(mmap.mmap(os.open('<<secret>>', 0), 0, prot=mmap.PROT_READ)[:].decode())"),
    escape("folders listed", "import os\nprint('escaped', os.listdir('<<folder>>'))"),
    escape("a file written", "open('<<fresh>>', 'w').write('x')"),
    escape("a file written beside the interpreter's library", "import os\np = os.path.dirname(os.__file__)\nopen(p + '/escaped.py', 'w')\n", open_door=False),
    escape("a file emptied", "import os\nos.truncate('<<secret>>', 0)"),
    escape("a file deleted", "import os\nos.remove('<<secret>>')"),
    escape("a file renamed", "import os\nos.rename('<<secret>>', '<<fresh>>')"),
    escape("a link made and followed", "import os\nos.symlink('<<secret>>', '<<fresh>>')\nprint(open('<<fresh>>').read())"),
    escape("a hard link made", "import os\nos.link('<<secret>>', '<<fresh>>')"),
    escape("a folder made", "import os\nos.mkdir('<<fresh>>')"),
    escape("a pipe made in the file system", "import os\nos.mkfifo('<<fresh>>')"),
    escape("rights of a file changed", "import os\nos.chmod('<<secret>>', 0o600)"),
    escape("the disk filled", "with open('<<fresh>>', 'wb') as f:\n    for _ in range(64):\n        f.write(bytes(1 << 20))"),
    escape("shared memory as a file", "import os\nopen('/dev/shm/bookwright-test', 'w').write('x')\nos.remove('/dev/shm/bookwright-test')\nprint('escaped')"),
    escape("shared memory of System V", "import ctypes\nprint('escaped' if ctypes.CDLL(None).shmget(0, 1 << 20, 0o1600) >= 0 else 'kept')", open_door=False),
    escape("a fork", "import os\nif os.fork() == 0:\n    os.write(1, b'escaped')\n    os._exit(0)\nos.wait()"),
    escape(
        "a fork bomb",
        """
        import os
        for _ in range(5):
            try:
                os.fork()
            except OSError:
                continue
            os.write(1, b'escaped')
        """,
    ),
    escape("a shell", "import subprocess\nsubprocess.run(['/bin/sh', '-c', 'echo escaped'])"),
    escape("a shell by system()", "import os\nos.system('echo escaped')"),
    escape("another program in its place", "import os\nos.execv('/bin/echo', ['echo', 'escaped'])"),
    escape("a program by posix_spawn", "import os\nos.waitpid(os.posix_spawn('/bin/echo', ['echo', 'escaped'], {}), 0)"),
    escape("a process pool", "import multiprocessing\np = multiprocessing.get_context('fork').Process(target=print, args=('escaped',))\np.start()\np.join()"),
    escape("libc's system()", "import ctypes\nctypes.CDLL(None).system(b'echo escaped')"),
    escape("a socket by its system call", "import ctypes, os\nn = {'x86_64': 41, 'aarch64': 198}[os.uname().machine]\nprint('escaped' if ctypes.CDLL(None).syscall(n, 2, 1, 0) >= 0 else 'kept')"),
    escape("a socket by the other numbers", "import ctypes\nprint('escaped' if ctypes.CDLL(None).syscall(0x40000000 + 41, 2, 1, 0) >= 0 else 'kept')", open_door=False),
    escape("a process by clone3", "import ctypes, struct\nargs = struct.pack('QQQQQQQQ', 0, 0, 0, 0, 17, 0, 0, 0)\nprint('escaped' if ctypes.CDLL(None).syscall(435, args, 64) >= 0 else 'kept')"),
    escape("io_uring", "import ctypes\nprint('escaped' if ctypes.CDLL(None).syscall(425, 8, bytes(120)) >= 0 else 'kept')", open_door=False),
    escape("a file in memory", "import os\nfd = os.memfd_create('x')\nos.write(fd, bytes(1 << 20))\nprint('escaped')"),
    escape("a process killed", "import os, time\nos.kill(<<victim>>, 9)\ntime.sleep(0.2)"),
    escape("a process killed by a descriptor's owner", "import fcntl, os, time\nfcntl.fcntl(1, 10, 9)\nfcntl.fcntl(1, fcntl.F_SETOWN, <<victim>>)\nfcntl.fcntl(1, fcntl.F_SETFL, fcntl.fcntl(1, fcntl.F_GETFL) | os.O_ASYNC)\nos.write(1, b'x' * 100)\ntime.sleep(0.3)", open_door=False),
    escape("the parent signalled", "import os\nos.kill(os.getppid(), 0)\nprint('escaped')"),
    escape("a process traced", "import ctypes\nprint('escaped' if ctypes.CDLL(None).ptrace(0x4206, <<victim>>, 0, 0) == 0 else 'kept')", open_door=False),
    escape("the environment of a process", "print(open('/proc/<<victim>>/environ').read())"),
    escape("its own environment", f"import os\nprint(os.environ.get('{ENVIRONMENT_KEY}'))"),
    escape(
        "an inherited descriptor",
        "import os\nfor fd in range(3, 256):\n    try:\n        print(os.pread(fd, 100, 0))\n    except OSError:\n        pass",
    ),
    escape("another user", "import os\nos.setuid(12345)\nprint('escaped')", open_door=False),
    escape("a name space of its own", "import ctypes\nprint('escaped' if ctypes.CDLL(None).unshare(0x10000000) == 0 else 'kept')", open_door=False),
    escape("a file system mounted", "import ctypes\nprint('escaped' if ctypes.CDLL(None).mount(b'none', b'<<folder>>', b'tmpfs', 0, None) == 0 else 'kept')", open_door=False),
    escape("another root", "import os\nos.chroot('<<folder>>')\nprint('escaped')", open_door=False),
    escape("its limits raised", "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))\nx = bytearray(600 << 20)\nprint('escaped')", open_door=False),
    escape("the project imported", "import bookwright\nprint('escaped', bookwright.__file__)", open_door=False),
    escape("an installed package imported", "import sys\nsys.path += <<packages>>\nimport pydantic\nprint('escaped')"),
    escape("memory", "x = bytearray(600 << 20)\nprint('escaped')"),
    escape("memory shared with nobody", "import mmap\nm = mmap.mmap(-1, 600 << 20)\nprint('escaped')"),
    escape("a thread bomb", "import threading, time\nfor n in range(400):\n    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()\nprint('escaped')"),
)  # fmt: skip
