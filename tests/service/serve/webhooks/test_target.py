"""Where a webhook may go: hosts on the public internet, however the URL is written, and those that the operator has named."""

import socket
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.errors import RequestRefused
from bookwright.service.serve.webhooks.names import Names
from bookwright.service.serve.webhooks.target import Resolve, is_public, target_of

PUBLIC, OTHER = "93.184.216.34", "2606:2800:220:1::1"
ELSEWHERE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.255.255.254:8080/",
    "http://2130706433/",  # 127.0.0.1 in decimal
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST:8080/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",  # the same
    "http://0xa9fea9fe/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://203.0.113.7/",
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "https://127.0.0.1/",
    f"http://{socket.gethostname()}/",
]
NO_URL = [
    "",
    "example.org",
    "//example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "unix:///run/docker.sock",
    "javascript:alert(1)",
    "http://",
    "http:///path",
    "http://:80/",
    "http://[::1/",
    "http://example.org:port/",
    "http://example.org:99999/",
    "http://user@example.org/",
    "http://example.org:80@127.0.0.1/",
    "http://127.0.0.1#@example.org/",
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1%00.example.org/",
    "http://%6c%6f%63%61%6c%68%6f%73%74/",
    "http://[fe80::1%25eth0]/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org /",
    "http://exam\nple.org/",
    "http://example.org/\r\nX: y",
    "http://①②⑦.⓪.⓪.①/",
    "http://exämple.org/",
]


async def world(host: str, port: int) -> Sequence[str]:
    """What some names stand for."""
    return {
        "example.org": (PUBLIC, OTHER),
        "inside.example.org": ("10.1.2.3",),
        "both.example.org": (PUBLIC, "127.0.0.1"),
        "metadata.example.org": ("169.254.169.254",),
        "six.example.org": (OTHER,),
    }.get(host, ())


async def refusal(url: str, *hosts: str, resolve: Resolve | None = None) -> str:
    """Why the URL is refused; empty where it is not."""
    try:
        await target_of(url, hosts, resolve or world)
    except RequestRefused as refused:
        return f"{refused.status} {refused}"
    return ""


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_what_the_system_takes_for_an_address_elsewhere_is_refused(url: str) -> None:
    names = Names()
    try:
        assert (await refusal(url, resolve=partial(names, "ada"))).startswith("422 webhook: ")
    finally:
        names.close()


@pytest.mark.parametrize("url", NO_URL)
async def test_what_is_no_plain_url_is_refused(url: str) -> None:
    assert (await refusal(url)).startswith("422 webhook: ")


@pytest.mark.parametrize("host", ["inside", "both", "metadata", "nowhere"])
async def test_a_name_that_leads_elsewhere_or_nowhere_is_refused_without_saying_where(host: str) -> None:
    said = await refusal(f"http://{host}.example.org/")
    assert said == f"422 webhook: {host}.example.org does not lead to the public internet; the operator can allow it with --webhook-host"


@pytest.mark.parametrize(("port", "refused"), [(80, False), (443, False), (8080, False), (1024, False), (22, True), (25, True), (0, True)])
async def test_ports_of_other_services_are_refused(port: int, refused: bool) -> None:
    assert ("port" in await refusal(f"http://example.org:{port}/")) is refused


async def test_the_request_goes_to_the_address_that_was_looked_at_under_the_name_that_was_given() -> None:
    target = await target_of("https://Example.org:8443/ended?a=b#c", (), world)
    assert (target.url, target.host, target.authority) == (f"https://{PUBLIC}:8443/ended?a=b", "example.org", "Example.org:8443")
    target = await target_of("http://six.example.org", (), world)
    assert (target.url, target.authority) == (f"http://[{OTHER}]:80/", "six.example.org")


async def test_a_host_that_the_operator_names_may_lead_anywhere() -> None:
    assert await refusal("http://inside.example.org:22/", "inside.example.org") == ""
    assert "does not lead" in await refusal("http://nowhere.example.org/", "nowhere.example.org")
    assert "names a user" in await refusal("http://a@inside.example.org/", "inside.example.org")


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_as_public_as_it_is_itself(address: object) -> None:
    assert is_public(f"::ffff:{address}") is is_public(str(address))


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=6, network="fc00::/7") | st.ip_addresses(v=6, network="2002::/16"))
def test_addresses_of_private_networks_and_gateways_are_not_public(address: object) -> None:
    assert not is_public(str(address))
