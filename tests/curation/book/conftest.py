"""Small books, built from the sentences a test is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Part, PartKind, SectionDraft, Term
from bookwright.agents.textbook.plan import Bloom, Objective, Plan, PlannedChapter, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.book import Book, Chapter, Section
from bookwright.curation.book.glossary import glossary_of
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings


def evidence(quote: str, start: int = 0, document_id: str = "d") -> Evidence:
    """Words of a source at a place."""
    return Evidence(document_id=document_id, start=start, end=start + len(quote), quote=quote)


def section(name: str, *parts: str | tuple[str, ...], terms: dict[str, str] | None = None, title: str = "", **fields: object) -> Section:
    """A section whose parts are sentences, each on evidence of its own; `terms` are names with their definitions."""
    spoken = [(part,) if isinstance(part, str) else part for part in parts]
    quotes = [sentence for part in spoken for sentence in part] + list((terms or {}).values())
    claims = iter(Claim(text=quote, evidence=(index,)) for index, quote in enumerate(quotes))
    drafted = tuple(Part(kind=PartKind.CONCEPT, claims=tuple(next(claims) for _ in part)) for part in spoken)
    named = tuple(Term(name=term, definition=next(claims)) for term in terms or {})
    draft = SectionDraft(section=name, parts=drafted, terms=named, evidence=tuple(map(evidence, quotes)))
    values = {"id": name, "number": name, "title": title, "objectives": (), "draft": draft, "made_by": "m"} | fields
    return Section.model_validate(values)


def book(*sections: Section, language: str = "en", **fields: object) -> Book:
    """A book of one chapter with the glossary of its sections."""
    values: dict[str, object] = {
        "title": "Reactors",
        "guide": False,
        "specification": Specification(language=language),
        "chapters": (Chapter(number=1, title="All", sections=sections),),
        "glossary": glossary_of(sections),
        "documents": ("d",),
        "makers": {},
    }
    return Book.model_validate(values | fields)


def planned(name: str, prerequisites: tuple[str, ...] = (), passages: tuple[str, ...] = ("p",)) -> PlannedSection:
    """A planned section with one objective."""
    objective = Objective(id=f"{name}-a", bloom=Bloom.UNDERSTAND, text="Say why.")
    return PlannedSection(id=name, title=name, objectives=(objective,), prerequisites=prerequisites, passages=passages)


def plan(*sections: PlannedSection, **fields: object) -> Plan:
    """A plan of one chapter."""
    return Plan.model_validate(
        {"title": "Reactors", "specification": Specification(), "chapters": (PlannedChapter(title="All", sections=sections),)} | fields
    )


def document(path: str, *blocks: str | tuple[int, str], language: str = "en") -> Document:
    """A document of paragraphs; a level with a text is a heading."""
    made = [
        Block(kind=BlockKind.PARAGRAPH, text=block)
        if isinstance(block, str)
        else Block(kind=BlockKind.HEADING, level=block[0], text=block[1])
        for block in blocks
    ]
    return compose(Parsed(media_type="text/markdown", blocks=tuple(made), title=path.removesuffix(".md").title()), path, language)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as opened:
        yield opened
