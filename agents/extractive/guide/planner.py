"""The planner of the rule-based team: a plan out of the documents' own outline."""

from collections import Counter
from pathlib import PurePosixPath

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.chapters import chapters
from bookwright.agents.extractive.guide.objectives import objectives
from bookwright.agents.extractive.guide.order import opens_all
from bookwright.agents.extractive.guide.outline import Piece, pieces
from bookwright.agents.extractive.guide.sections import sections
from bookwright.agents.extractive.guide.titles import (
    MOST_NAMED,
    OVERVIEW,
    Path,
    clean,
    joined,
    name_in_most,
    named,
    title_of,
    unique,
    without_site,
)
from bookwright.agents.textbook.plan import Inventory, Plan, PlanBrief, PlannedChapter, PlannedSection
from bookwright.errors import InputError

SHARE = 3
"""A study guide has about one word in three of its sources."""
LEAST, MOST = 50, 5000
ROUND = 10
NEARLY_ALL = 0.9
"""The share of the documents that lie in the folder which a guide is named after."""
UNTOLD = frozenset({"src", "docs", "doc", "documentation", "content", "contents", "pages", "site", "book", "text", "source", "en"})
"""Folders whose names say nothing of what is in them."""


class GuidePlanner:
    """Brief to plan. InputError where the survey has no topic at all: there is no book in that."""

    maker = "rules"

    async def __call__(self, item: PlanBrief, /) -> Plan:
        return await aside(plan, item)


def plan(brief: PlanBrief) -> Plan:
    """Chapters and sections in reading order, under the documents' own headings; InputError without a topic."""
    titles_alone, site = without_site(brief.inventory.titles)
    inventory = brief.inventory.model_copy(update={"titles": titles_alone})
    brief = brief.model_copy(update={"inventory": inventory})
    found = pieces(brief)
    if not found:
        why = brief.survey.unused[0].why if brief.survey.unused else "they hold no passage"
        raise InputError(f"the sources: nothing to make a book from (the first passage {why}); add documents with prose in English")
    outline = [(chapter, sections(chapter.pieces)) for chapter in chapters(found, inventory, brief.chapters)]
    several = len({piece.document for piece in found}) > 1
    titles = iter(
        unique([_titled(piece, chapter.title if len(parts) > 1 else "", several=several) for chapter, parts in outline for piece in parts])
    )
    names = unique([(chapter.title,) for chapter, _ in outline])
    planned = tuple(
        PlannedChapter(title=name, sections=_planned(number, [(next(titles), piece) for piece in parts]))
        for number, (name, (_, parts)) in enumerate(zip(names, outline, strict=True), 1)
    )
    return Plan(
        title=clean(brief.title) or inventory.about or site or _title(inventory, names, found),
        specification=inventory.specification,
        chapters=planned,
        about=inventory.about,
        unused=brief.survey.unused,
    )


def _title(inventory: Inventory, chapters: list[str], found: list[Piece]) -> str:
    """The title of the only document, or of the one that opens all; else the chapters' where they are few, or the
    name of the folder, with that of what most documents speak of; else the first and the last chapter's."""
    documents = list(dict.fromkeys(piece.document for piece in found))
    opening = [d for d, path in inventory.paths.items() if opens_all(path)]
    if len(documents) == 1 or opening:
        return clean(inventory.titles[(documents if len(documents) == 1 else opening)[0]])
    if len(chapters) <= MOST_NAMED:
        return joined(chapters)
    folder, name = _folder([inventory.paths[document] for document in documents if document in inventory.paths]), ""
    if folder:
        name = name_in_most([clean(inventory.titles[document]) for document in documents])
    return f"{name} {folder}".strip() if folder else joined(chapters)


def _folder(paths: list[str]) -> str:
    """The name, as a title, of the innermost folder that holds nearly all of the documents; empty where it says nothing of them."""
    parents = [PurePosixPath(path).parts[:-1] for path in paths]
    counts = Counter(parts[:depth] for parts in parents for depth in range(1, len(parts) + 1))
    holding = [folder for folder, count in counts.items() if count >= NEARLY_ALL * len(paths) and folder[-1].lower() not in UNTOLD]
    return named(max(holding, key=len)[-1]) if holding else ""


def _titled(piece: Piece, chapter: str, *, several: bool) -> Path:
    """The path of a section's title; what opens a chapter and has its very name is its overview."""
    path = title_of(piece.paths, piece.main)
    path = path if several or len(path) == 1 else path[1:]
    return (*path[:-1], f"{path[-1]}{OVERVIEW}") if path[-1].lower() == chapter.lower() else path


def _planned(chapter: int, titled: list[tuple[str, Piece]]) -> tuple[PlannedSection, ...]:
    found: list[PlannedSection] = []
    before: Piece | None = None
    for number, (title, piece) in enumerate(titled, 1):
        name = f"{chapter}.{number}"
        leans = before is not None and _uses(piece, before)
        found.append(
            PlannedSection(
                id=name,
                title=title,
                objectives=objectives(name, title, piece),
                prerequisites=(found[-1].id,) if leans else (),
                passages=piece.passages,
                words=min(max(round(piece.words / SHARE / ROUND) * ROUND, LEAST), MOST),
            )
        )
        before = piece
    return tuple(found)


def _uses(piece: Piece, before: Piece) -> bool:
    """Whether a term that the section before defines is used here, and not defined anew."""
    said = content_words(" ".join(piece.gist))
    return any(content_words(term) <= said for term in before.terms if term not in piece.terms and content_words(term))
