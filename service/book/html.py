"""The book as one HTML file that needs nothing else and opens anywhere."""

import base64
import hashlib
from collections.abc import Mapping

from bookwright import __version__
from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document
from bookwright.service.book.binding import bound
from bookwright.service.book.template import rendered, told
from bookwright.service.book.view import BookView
from bookwright.service.words import counted


def html_of(book: Book, documents: Mapping[str, Document]) -> str:
    """The whole file. A browser is told to load nothing and to take no style and no script but the two here, named by their hashes.

    `documents` are the sources by their ids. InputError where one that is cited is missing or is another text.
    """
    view = bound(book, documents)
    style, script = told("book.css"), told("book.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'; img-src 'none'"
    )
    return rendered(
        "book.html.j2",
        view=view,
        matter=matter_of(view),
        at=lambda anchor: f"#{anchor}",
        unfolding=True,
        xml=False,
        policy=policy,
        style=style,
        script=script,
        version=__version__,
        counted=counted,
    ).lstrip()


def matter_of(view: BookView) -> list[tuple[str, str]]:
    """What comes after the chapters, by its anchor, with its title; what would be empty is left out."""
    titles = {
        "glossary": ("Glossary", view.glossary),
        "index": ("Index", view.index),
        "documents": ("Sources", view.documents),
        "passages": ("Cited passages", view.citations),
        "left_out": ("What was left out", view.book.missing or view.unused or view.untold),
        "findings": ("Found across chapters", view.findings),
        "colophon": ("Colophon", True),
    }
    return [(name, title) for name, (title, content) in titles.items() if content]


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
