"""A book as it is shown: chapters of accepted sections with their exercises, and all that is gathered from them."""

from bookwright.agents.textbook.check import Verification
from bookwright.agents.textbook.items import Exercise, SectionDraft
from bookwright.agents.textbook.plan import Objective, Unused
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class SetExercise(Frozen):
    """An accepted exercise, the id of its record, and how its solution was made sure of."""

    id: str
    exercise: Exercise
    verification: Verification


class Section(Frozen):
    """An accepted section. `id` ("2.1") is that of the plan, `number` its place in this book; `made_by` is a model's name or "rules";
    `verifications` are those of its worked examples, in order."""

    id: str
    number: str
    title: str
    objectives: tuple[Objective, ...]
    prerequisites: tuple[str, ...] = ()
    draft: SectionDraft
    verifications: tuple[Verification, ...] = ()
    exercises: tuple[SetExercise, ...] = ()
    made_by: str


class Chapter(Frozen):
    """Sections under one title, and the invented case that runs through them, where there is one."""

    number: int
    title: str
    case: str = ""
    sections: tuple[Section, ...]


class Entry(Frozen):
    """A term of the glossary: its definition, the words of the sources that carry it, and the sections (by id) that define and use it."""

    name: str
    definition: str
    evidence: tuple[Evidence, ...]
    defined_in: str
    used_in: tuple[str, ...] = ()
    made_by: str


class IndexEntry(Frozen):
    """A word of the index and the ids of the sections where it matters."""

    name: str
    sections: tuple[str, ...]


class Missing(Frozen):
    """A planned section that is not in the book, and why: "stage:cause" and in words."""

    id: str
    title: str
    reason: str
    detail: str = ""


class Finding(Frozen):
    """Something wrong across sections: what kind, in which sections (by id), the words objected to, and why."""

    kind: str
    sections: tuple[str, ...]
    quote: str
    reason: str


class Book(Frozen):
    """A book, or a study guide where rules made it (`guide`): then its text is the sources' own. `unused` are the passages that no section
    cites, `untold` the rules of the sources that none takes up; `documents` are the ids of its sources."""

    title: str
    about: str = ""
    guide: bool
    specification: Specification
    chapters: tuple[Chapter, ...]
    glossary: tuple[Entry, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    missing: tuple[Missing, ...] = ()
    findings: tuple[Finding, ...] = ()
    unused: tuple[Unused, ...] = ()
    untold: tuple[Evidence, ...] = ()
    documents: tuple[str, ...]
    makers: dict[str, str]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in reading order."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)
