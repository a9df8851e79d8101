"""Coverage: which passages a book rests on, and which it leaves out and why."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from bookwright.agents.textbook.plan import Plan, Unused
from bookwright.curation.book.book import Book, Section
from bookwright.curation.book.rules import untold
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage


class Share(Frozen):
    """How much of some passages a book rests on, in passages and in words of prose."""

    passages: int
    cited_passages: int
    words: int
    cited_words: int

    @property
    def of_passages(self) -> float:
        """The share of the passages, from 0 to 1; 0 where there are none."""
        return self.cited_passages / self.passages if self.passages else 0.0

    @property
    def of_words(self) -> float:
        """The share of their words of prose, those of a cited passage counted whole; 0 where there are none."""
        return self.cited_words / self.words if self.words else 0.0


class Coverage(Frozen):
    """What the book rests on in all and by document, by its id; `sections` are those that cite a passage, by the passage's id; `unused` are
    the passages that no section cites, in canonical order, each with the reason; `untold` the rules of the sources that none takes up."""

    whole: Share
    documents: dict[str, Share]
    sections: dict[str, tuple[str, ...]]
    unused: tuple[Unused, ...]
    untold: tuple[Evidence, ...] = ()


def coverage_of(book: Book, plan: Plan, passages: Sequence[Passage], rules: Iterable[Evidence] = ()) -> Coverage:
    """The coverage of the passages, which come in canonical order, and of their rules.

    A passage is cited where evidence of a section or of one of its exercises shares a character with it. One that is not was left out by
    the plan, planned for a section that is not in the book, at hand for a section that did not cite it, or in no section's plan. A rule is
    taken up where evidence shares a character with it.
    """
    cited = _cited(book, passages)
    reasons = {unused.passage_id: unused.why for unused in (*book.unused, *plan.unused)}
    planned: defaultdict[str, list[str]] = defaultdict(list)
    for section in plan.sections:
        for passage_id in section.passages:
            planned[passage_id].append(section.id)
    missing = {section.id for section in book.missing}
    return Coverage(
        whole=_share(passages, cited),
        documents={
            document_id: _share([passage for passage in passages if passage.document_id == document_id], cited)
            for document_id in dict.fromkeys(passage.document_id for passage in passages)
        },
        sections={passage.id: cited[passage.id] for passage in passages if passage.id in cited},
        unused=tuple(
            Unused(passage_id=passage.id, why=_why(planned[passage.id], missing, reasons.get(passage.id, "")))
            for passage in passages
            if passage.id not in cited
        ),
        untold=untold(rules, (piece for section in book.sections for piece in _evidence(section))),
    )


def _cited(book: Book, passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """The sections that cite each passage."""
    by_document: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    ranges = {document_id: Ranges(of_one) for document_id, of_one in by_document.items()}
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for section in book.sections:
        for piece in _evidence(section):
            if piece.document_id in ranges:
                for passage in ranges[piece.document_id].overlapping(piece):
                    found[passage.id][section.id] = None
    return {passage_id: tuple(sections) for passage_id, sections in found.items()}


def _evidence(section: Section) -> Iterator[Evidence]:
    """All that a section and its exercises cite."""
    yield from section.draft.evidence
    for exercise in section.exercises:
        yield from exercise.exercise.evidence


class Ranges:
    """The passages of one document, made ready for looking up those that share a character with a piece of evidence."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = sorted(passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]
        self._ends = list(accumulate((passage.end for passage in self._passages), max))  # passages may overlap

    def overlapping(self, piece: Evidence) -> Iterator[Passage]:
        """The passages that share a character with the piece, by their starts."""
        near = self._passages[bisect_right(self._ends, piece.start) : bisect_left(self._starts, piece.end)]
        return (passage for passage in near if piece.start < passage.end)


def _share(passages: Iterable[Passage], cited: dict[str, tuple[str, ...]]) -> Share:
    every = list(passages)
    rested = [passage for passage in every if passage.id in cited]
    return Share(
        passages=len(every),
        cited_passages=len(rested),
        words=sum(passage.prose_words for passage in every),
        cited_words=sum(passage.prose_words for passage in rested),
    )


def _why(planned: Sequence[str], missing: set[str], reason: str) -> str:
    if reason and not planned:
        return reason
    if planned and missing.issuperset(planned):
        return "planned for a section that is not in the book"
    if planned:
        return "at hand for a section that does not cite it"
    return "in no section's plan"
