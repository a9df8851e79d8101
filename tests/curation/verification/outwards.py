"""Escapes to the network and to files."""

from tests.curation.verification.escape import escape

OUTWARDS = (
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
)
