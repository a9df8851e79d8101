"""The socket of a server, taken before anything is made for it."""

import socket

from bookwright.errors import InputError


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. InputError where it cannot, such as on a port that another process has."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        why = str(error.strerror).partition(" (while")[0]  # what follows names the address again
        raise InputError(f"--host {host} --port {port}: {why}; name another") from None


def url_of(host: str, sock: socket.socket) -> str:
    """The address of that socket, with the host by the name that it was asked for by."""
    return f"http://{f'[{host}]' if ':' in host else host}:{sock.getsockname()[1]}"
