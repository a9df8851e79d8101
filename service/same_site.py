"""Whether a request comes from a page of the site that it goes to."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from bookwright.errors import RequestRefused


def check_site(headers: Mapping[str, str]) -> None:
    """RequestRefused with 403 where a browser says that a page of another site asks: it must not act for whoever looks at it. `headers`
    have names in lower case."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc != headers.get("host")):
        raise RequestRefused(403, "the request comes from another site")
