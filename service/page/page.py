"""The page: one file, no script, nothing fetched from anywhere."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from bookwright.service.page.markup import Markup, element, joined
from bookwright.service.page.opinions import answering_section, critic_section
from bookwright.service.page.parts import paragraph
from bookwright.service.page.records import Exhibit, look_first_section
from bookwright.service.page.sections import (
    cards,
    citations_section,
    files_section,
    judge_section,
    limits,
    rejects_section,
    run_section,
    selftest_section,
)
from bookwright.service.reported import Reported

CHAPTERS = {
    "limits": "Limits",
    "run": "Run",
    "rejects": "Rejects",
    "citations": "Citations",
    "critic": "Critic",
    "judge": "Judge",
    "answering": "Answering",
    "selftest": "Self-test",
    "look": "Look first",
    "files": "Files",
}


def page_of(told: Reported, exhibits: Sequence[Exhibit]) -> str:
    """The whole page. The browser is told to load nothing and to take no style but the one here, named by its hash."""
    style = files("bookwright.service.page").joinpath("style.css").read_text(encoding="utf-8")
    sections = {
        "limits": limits(),
        "run": run_section(told),
        "rejects": rejects_section(told),
        "citations": citations_section(told.figures),
        "critic": critic_section(told.opinions.criticism),
        "judge": judge_section(told),
        "answering": answering_section(told.opinions.answered),
        "selftest": selftest_section(told),
        "look": look_first_section(exhibits),
        "files": files_section(),
    }
    body = element(
        "body",
        element("h1", f"Run report: {told.name}"),
        *([paragraph(told.unfinished, kind="banner")] if told.unfinished else []),
        cards(told),
        element("nav", *(element("a", title, href=f"#{name}") for name, title in CHAPTERS.items() if sections[name])),
        *sections.values(),
        paragraph(f"Bookwright {told.bookwright}", kind="soft"),
    )
    return f'<!DOCTYPE html>\n<html lang="en">\n{_head(told.name, style)}\n{body}\n</html>\n'


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
