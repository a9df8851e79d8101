"""A whole page: one file, no script, nothing fetched from anywhere."""

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from bookwright import __version__
from bookwright.service.page.markup import Markup, element, joined
from bookwright.service.page.parts import paragraph


def whole_page(name: str, banner: str, cards: Markup, sections: Mapping[str, tuple[str, str]]) -> str:
    """The page of the run of that name: a banner if there is something to say first, cards, and sections by anchor, each with its title in
    the contents; empty ones are left out. The browser is told to load nothing and to take no style but the one here, named by its hash."""
    style = files("bookwright.service.page").joinpath("style.css").read_text(encoding="utf-8")
    shown = {anchor: (title, section) for anchor, (title, section) in sections.items() if section}
    body = element(
        "body",
        element("h1", f"Run report: {name}"),
        *([paragraph(banner, kind="banner")] if banner else []),
        cards,
        element("nav", *(element("a", title, href=f"#{anchor}") for anchor, (title, _) in shown.items())),
        *(section for _, section in shown.values()),
        paragraph(f"Bookwright {__version__}", kind="soft"),
    )
    return f'<!DOCTYPE html>\n<html lang="en">\n{_head(name, style)}\n{body}\n</html>\n'


def _head(name: str, style: str) -> Markup:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{name}: run report"),
        joined(Markup("<style>"), Markup(style), Markup("</style>")),
    )
