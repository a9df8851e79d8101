"""Escapes to other processes, to rights and to more of the machine than is given."""

from tests.curation.verification.escape import escape
from tests.curation.verification.target import ENVIRONMENT_KEY

UPWARDS = (
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
