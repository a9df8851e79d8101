"""Programs that try to get out of the sandbox, each with the mark by which it would be seen that it did.

A program may name a field of the target in double angle brackets. What it prints as "escaped …" is such a mark, and so is anything done to
the target. `open_door` says whether the program gets out where nothing guards it, whoever runs it: that is tried too, or the marks would
prove nothing.
"""

import re
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
        return not target.is_untouched() or any(mark in printed for mark in MARKS)


def _named(target: Target, name: str) -> str:
    return str(target.victim.pid if name == "victim" else getattr(target, name))


def escape(name: str, program: str, *, open_door: bool = True) -> Escape:
    """An escape whose program is written with its indentation."""
    return Escape(name, dedent(program).strip() + "\n", open_door)


ESCAPES = (
    escape(
        "TCP to a listener",
        """
        import socket
        socket.create_connection(('127.0.0.1', <<tcp>>), 2)
        """,
    ),
    escape(
        "UDP to a listener",
        """
        import socket
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'hello', ('127.0.0.1', <<udp>>))
        """,
    ),
    escape(
        "a host name looked up",
        """
        import socket
        print('escaped', socket.getaddrinfo('localhost', 80))
        """,
    ),
    escape(
        "a web page fetched",
        """
        import urllib.request
        urllib.request.urlopen('http://127.0.0.1:<<tcp>>/', timeout=0.2)
        """,
    ),
    escape(
        "UNIX socket by path",
        """
        import socket
        socket.socket(socket.AF_UNIX).connect('<<stream>>')
        """,
    ),
    escape(
        "UNIX socket by abstract name",
        """
        import socket
        socket.socket(socket.AF_UNIX).connect('\\0<<abstract>>')
        """,
    ),
    escape(
        "a pair of sockets turned outwards",
        """
        import socket
        first, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        first.sendto(b'hello', '<<datagram>>')
        """,
    ),
    escape("the accounts read", "print(open('/etc/passwd').read())"),
    escape("a secret file read", "print(open('<<secret>>').read())"),
    escape("a secret file read beneath /proc/self/root", "print(open('/proc/self/root<<secret>>').read())"),
    escape(
        "a secret file read from its folder",
        """
        import os
        os.chdir('<<folder>>')
        print(open('secret.txt').read())
        """,
    ),
    escape(
        "a secret file read in a thread",
        """
        import threading
        t = threading.Thread(target=lambda: print(open('<<secret>>').read()))
        t.start()
        t.join()
        """,
    ),
    escape(
        "a secret file mapped",
        """
        import mmap, os
        print(mmap.mmap(os.open('<<secret>>', 0), 0, prot=mmap.PROT_READ)[:].decode())
        """,
    ),
    escape(
        "folders listed",
        """
        import os
        print('escaped', os.listdir('<<folder>>'))
        """,
    ),
    escape("a file written", "open('<<fresh>>', 'w').write('x')"),
    escape(
        "a file written beside the interpreter's library",
        """
        import os
        p = os.path.dirname(os.__file__)
        open(p + '/escaped.py', 'w')
        """,
        open_door=False,
    ),
    escape(
        "a file emptied",
        """
        import os
        os.truncate('<<secret>>', 0)
        """,
    ),
    escape(
        "a file deleted",
        """
        import os
        os.remove('<<secret>>')
        """,
    ),
    escape(
        "a file renamed",
        """
        import os
        os.rename('<<secret>>', '<<fresh>>')
        """,
    ),
    escape(
        "a link made and followed",
        """
        import os
        os.symlink('<<secret>>', '<<fresh>>')
        print(open('<<fresh>>').read())
        """,
    ),
    escape(
        "a hard link made",
        """
        import os
        os.link('<<secret>>', '<<fresh>>')
        """,
    ),
    escape(
        "a folder made",
        """
        import os
        os.mkdir('<<fresh>>')
        """,
    ),
    escape(
        "a pipe made in the file system",
        """
        import os
        os.mkfifo('<<fresh>>')
        """,
    ),
    escape(
        "rights of a file changed",
        """
        import os
        os.chmod('<<secret>>', 0o600)
        """,
    ),
    escape(
        "the disk filled",
        """
        with open('<<fresh>>', 'wb') as f:
            for _ in range(64):
                f.write(bytes(1 << 20))
        """,
    ),
    escape(
        "shared memory as a file",
        """
        import os
        open('/dev/shm/bookwright-test', 'w').write('x')
        os.remove('/dev/shm/bookwright-test')
        print('escaped')
        """,
    ),
    escape(
        "shared memory of System V",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).shmget(0, 1 << 20, 0o1600) >= 0 else 'kept')
        """,
        open_door=False,
    ),
    escape(
        "a fork",
        """
        import os
        if os.fork() == 0:
            os.write(1, b'escaped')
            os._exit(0)
        os.wait()
        """,
    ),
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
    escape(
        "a shell",
        """
        import subprocess
        subprocess.run(['/bin/sh', '-c', 'echo escaped'])
        """,
    ),
    escape(
        "a shell by system()",
        """
        import os
        os.system('echo escaped')
        """,
    ),
    escape(
        "another program in its place",
        """
        import os
        os.execv('/bin/echo', ['echo', 'escaped'])
        """,
    ),
    escape(
        "a program by posix_spawn",
        """
        import os
        os.waitpid(os.posix_spawn('/bin/echo', ['echo', 'escaped'], {}), 0)
        """,
    ),
    escape(
        "a process pool",
        """
        import multiprocessing
        p = multiprocessing.get_context('fork').Process(target=print, args=('escaped',))
        p.start()
        p.join()
        """,
    ),
    escape(
        "libc's system()",
        """
        import ctypes
        ctypes.CDLL(None).system(b'echo escaped')
        """,
    ),
    escape(
        "a socket by its system call",
        """
        import ctypes, os
        n = {'x86_64': 41, 'aarch64': 198}[os.uname().machine]
        print('escaped' if ctypes.CDLL(None).syscall(n, 2, 1, 0) >= 0 else 'kept')
        """,
    ),
    escape(
        "a socket by the other numbers",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).syscall(0x40000000 + 41, 2, 1, 0) >= 0 else 'kept')
        """,
        open_door=False,
    ),
    escape(
        "a process by clone3",
        """
        import ctypes, struct
        args = struct.pack('QQQQQQQQ', 0, 0, 0, 0, 17, 0, 0, 0)
        print('escaped' if ctypes.CDLL(None).syscall(435, args, 64) >= 0 else 'kept')
        """,
    ),
    escape(
        "io_uring",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).syscall(425, 8, bytes(120)) >= 0 else 'kept')
        """,
        open_door=False,
    ),
    escape(
        "a file in memory",
        """
        import os
        fd = os.memfd_create('x')
        os.write(fd, bytes(1 << 20))
        print('escaped')
        """,
    ),
    escape(
        "a process killed",
        """
        import os, time
        os.kill(<<victim>>, 9)
        time.sleep(0.2)
        """,
    ),
    escape(
        "a process killed by a descriptor's owner",
        """
        import fcntl, os, time
        fcntl.fcntl(1, 10, 9)
        fcntl.fcntl(1, fcntl.F_SETOWN, <<victim>>)
        fcntl.fcntl(1, fcntl.F_SETFL, fcntl.fcntl(1, fcntl.F_GETFL) | os.O_ASYNC)
        os.write(1, b'x' * 100)
        time.sleep(0.3)
        """,
        open_door=False,
    ),
    escape(
        "the parent signalled",
        """
        import os
        os.kill(os.getppid(), 0)
        print('escaped')
        """,
    ),
    escape(
        "a process traced",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).ptrace(0x4206, <<victim>>, 0, 0) == 0 else 'kept')
        """,
        open_door=False,
    ),
    escape("the environment of a process", "print(open('/proc/<<victim>>/environ').read())"),
    escape("its own environment", f"import os\nprint(os.environ.get('{ENVIRONMENT_KEY}'))"),
    escape(
        "an inherited descriptor",
        """
        import os
        for fd in range(3, 256):
            try:
                print(os.pread(fd, 100, 0))
            except OSError:
                pass
        """,
    ),
    escape(
        "another user",
        """
        import os
        os.setuid(12345)
        print('escaped')
        """,
        open_door=False,
    ),
    escape(
        "a name space of its own",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).unshare(0x10000000) == 0 else 'kept')
        """,
        open_door=False,
    ),
    escape(
        "a file system mounted",
        """
        import ctypes
        print('escaped' if ctypes.CDLL(None).mount(b'none', b'<<folder>>', b'tmpfs', 0, None) == 0 else 'kept')
        """,
        open_door=False,
    ),
    escape(
        "another root",
        """
        import os
        os.chroot('<<folder>>')
        print('escaped')
        """,
        open_door=False,
    ),
    escape(
        "its limits raised",
        """
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))
        x = bytearray(400 << 20)
        print('escaped')
        """,
        open_door=False,
    ),
    escape(
        "the project imported",
        """
        import bookwright
        print('escaped', bookwright.__file__)
        """,
        open_door=False,
    ),
    escape(
        "an installed package imported",
        """
        import sys
        sys.path += <<packages>>
        import pydantic
        print('escaped')
        """,
    ),
    escape(
        "memory",
        """
        x = bytearray(400 << 20)
        print('escaped')
        """,
    ),
    escape(
        "memory shared with nobody",
        """
        import mmap
        m = mmap.mmap(-1, 400 << 20)
        print('escaped')
        """,
    ),
    escape(
        "a thread bomb",
        """
        import threading, time
        for n in range(400):
            threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        print('escaped')
        """,
    ),
)
