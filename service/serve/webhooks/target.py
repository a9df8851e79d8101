"""Where a webhook may go: to hosts on the public internet, and to those that the operator has named."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from bookwright.errors import RequestRefused
from bookwright.knowledge.document import Frozen

PORTS = {"http": 80, "https": 443}
LEAST_OTHER_PORT = 1024
UNICAST = ip_network("2000::/3")
GATEWAYS = (ip_network("2001::/32"), ip_network("2002::/16"))  # Teredo and 6to4 carry IPv4 addresses of anybody

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to the IP addresses that the name stands for; none where it stands for nothing."""


class Target(Frozen):
    """What is connected to: the one `address` that was looked at. `host` is what the request and the certificate are for."""

    scheme: str
    address: str
    port: int
    host: str
    authority: str
    path: str

    @property
    def url(self) -> str:
        """The URL with the address in the place of the name, so that nobody looks the name up again."""
        address = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{address}:{self.port}{self.path}"


async def target_of(url: str, hosts: Collection[str], resolve: Resolve) -> Target:
    """The target of a webhook. RequestRefused with 422 for a URL that is none, or one that leads elsewhere than to the public internet.

    Every address of the name must be public, and the first is the one that is connected to. A host in `hosts` may have any port and lead
    anywhere.
    """
    parts, port = _parts(url)
    host = (parts.hostname or "").casefold()
    allowed = host in hosts
    if not allowed and port not in PORTS.values() and port < LEAST_OTHER_PORT:
        raise RequestRefused(422, f"webhook: port {port} is none of 80, 443, and {LEAST_OTHER_PORT} and above")
    addresses = await resolve(host, port)
    if not addresses or not (allowed or all(map(is_public, addresses))):
        raise RequestRefused(422, f"webhook: {host} does not lead to the public internet; the operator can allow it with --webhook-host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme=parts.scheme, address=addresses[0], port=port, host=host, authority=parts.netloc, path=path)


def is_public(address: str) -> bool:
    """Whether it is the address of one host on the public internet, by IANA's registries of special addresses. An IPv4 address inside an
    IPv6 one is looked at itself; ways to IPv4 through gateways are not public."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip not in UNICAST or any(ip in gateway for gateway in GATEWAYS):
            return False
    return ip.is_global and not ip.is_multicast


def _parts(url: str) -> tuple[SplitResult, int]:
    """The parts of a URL, and its port. RequestRefused with 422 for what is none, and for one that two readers could read differently."""
    if not url.isascii() or not url.isprintable() or set(url) & set(' \\"<>^`{|}'):
        raise RequestRefused(422, "webhook: has characters that no URL has")
    try:
        parts = urlsplit(url)
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        raise RequestRefused(422, "webhook: is no URL; give one like https://example.org/ended") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise RequestRefused(422, "webhook: is no URL with http or https and a host; give one like https://example.org/ended")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise RequestRefused(422, "webhook: names a user, or has a host in escapes; leave them out")
    return parts, port
