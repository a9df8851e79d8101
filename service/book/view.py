"""What the pages of a book show, in the order of reading: every number, anchor and link worked out, nothing escaped yet.

An anchor is made of places in the book alone ("section-1-2"), never of text, so that no text can break out of an address.
"""

from dataclasses import dataclass

from bookwright.agents.textbook.check import Proof
from bookwright.agents.textbook.items import ExhibitKind, PartKind
from bookwright.agents.textbook.plan import Bloom
from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document


@dataclass(frozen=True)
class Link:
    """Words that lead to an anchor; to none where what they name is not in the book."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, eq=False)  # each stretch has one; comparing by value would read whole documents
class Citation:
    """Words of a source in what stands around them. `chapter` is where they are cited first, 0 for the glossary; `start` is their offset;
    `place` names the headings above them and the page; `opened` and `closed` say that nothing was cut off before and after."""

    number: int
    chapter: int
    document: Document
    start: int
    place: str
    before: str
    quote: str
    after: str
    opened: bool
    closed: bool
    listing: bool

    @property
    def anchor(self) -> str:
        """Where the words are shown."""
        return f"source-{self.number}"


@dataclass(frozen=True)
class Sentence:
    """A sentence in pieces, some of which lead to the glossary, and what carries it."""

    pieces: tuple[Link, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The sentence in one piece."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def documents(self) -> str:
        """The titles of the documents that it rests on."""
        return ", ".join(dict.fromkeys(citation.document.title for citation in self.citations))


@dataclass(frozen=True)
class ExhibitView:
    """What is taken over from a source. A table has `rows` and may have a `head`, everything else its `text`."""

    kind: ExhibitKind
    caption: str
    citation: Citation
    text: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Checked:
    """How a solution was made sure of, in words; `program` is what was run and `prints` what it printed."""

    proof: Proof
    words: str
    program: str = ""
    prints: str = ""


@dataclass(frozen=True)
class WorkedView:
    """A problem, its way and its answer."""

    problem: str
    steps: tuple[Sentence, ...]
    answer: str
    checked: Checked | None


@dataclass(frozen=True)
class PartView:
    """One part of a section; what is `invented` applies rules to a case that is made up."""

    kind: PartKind
    invented: bool
    title: str
    sentences: tuple[Sentence, ...]
    exhibit: ExhibitView | None
    worked: WorkedView | None


@dataclass(frozen=True)
class ExerciseView:
    """An exercise. `tags` are its level and its kind, once where they are one word; `objective` is what it trains in words; its
    solution ends with the answer."""

    anchor: str
    number: str
    tags: tuple[str, ...]
    objective: str
    question: str
    solution: tuple[Sentence, ...]
    checked: Checked

    @property
    def solution_anchor(self) -> str:
        """Where the solution stands when it does not stand beside the question."""
        return f"solution-{self.anchor}"


@dataclass(frozen=True)
class ObjectiveView:
    """What a reader can do after a section, and the level of it."""

    bloom: Bloom
    text: str


@dataclass(frozen=True)
class SectionView:
    """A section with all that belongs to it."""

    anchor: str
    number: str
    title: str
    objectives: tuple[ObjectiveView, ...]
    prerequisites: tuple[Link, ...]
    parts: tuple[PartView, ...]
    terms: tuple[Link, ...]
    exercises: tuple[ExerciseView, ...]


@dataclass(frozen=True)
class ChapterView:
    """Sections under one title, and the invented case that runs through them."""

    anchor: str
    number: int
    title: str
    case: str
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class EntryView:
    """A term of the glossary."""

    anchor: str
    name: str
    definition: Sentence
    defined_in: Link
    used_in: tuple[Link, ...]


@dataclass(frozen=True)
class WordView:
    """A word of the index."""

    name: str
    sections: tuple[Link, ...]


@dataclass(frozen=True)
class FindingView:
    """Something wrong across sections."""

    kind: str
    sections: tuple[Link, ...]
    quote: str
    reason: str


@dataclass(frozen=True)
class LostView:
    """Planned sections that are not in the book for one reason, told in words, by their titles."""

    why: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class BookView:
    """A whole book. `lost` are planned sections by the reason why they are not in it; `unused` counts passages by the reason why no section
    rests on them, `untold` are rules that none takes up, each with the title of its document; `colophon` and `specification` are names with
    what stands for them."""

    book: Book
    chapters: tuple[ChapterView, ...]
    glossary: tuple[EntryView, ...]
    index: tuple[WordView, ...]
    citations: tuple[Citation, ...]
    documents: tuple[Document, ...]
    findings: tuple[FindingView, ...]
    lost: tuple[LostView, ...]
    unused: tuple[tuple[str, int], ...]
    untold: tuple[tuple[str, str], ...]
    colophon: tuple[tuple[str, str], ...]
    specification: tuple[tuple[str, str], ...]

    @property
    def exercises(self) -> int:
        """How many there are."""
        return sum(len(section.exercises) for chapter in self.chapters for section in chapter.sections)

    def cited_first_in(self, chapter: int) -> tuple[Citation, ...]:
        """The citations that a chapter is the first to make; those of the glossary for 0."""
        return tuple(citation for citation in self.citations if citation.chapter == chapter)
