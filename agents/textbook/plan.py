"""The plan of a book: chapters, sections, what each is to teach, and what it takes to follow it."""

from enum import StrEnum

from pydantic import Field

from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.document import Frozen


class Bloom(StrEnum):
    """The levels of Bloom's taxonomy as revised by Anderson and Krathwohl (2001), from the lowest."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class Topic(Frozen):
    """Passages that are about one thing, by their ids in reading order, and the words that name it."""

    id: str
    title: str
    passages: tuple[str, ...]
    terms: tuple[str, ...] = ()


class Unused(Frozen):
    """A passage that no section rests on, and why."""

    passage_id: str
    why: str


class Survey(Frozen):
    """What there is to teach, and which passages hold nothing worth teaching."""

    topics: tuple[Topic, ...]
    unused: tuple[Unused, ...] = ()


class Objective(Frozen):
    """What a reader can do after a section. `id` is unique in the book: "2.1-a" is the first of section 2.1."""

    id: str
    bloom: Bloom
    text: str


class PlannedSection(Frozen):
    """A section to be written. `id` ("2.1") is its chapter and place; `question` is what it answers, where the plan says; `prerequisites`
    are ids of sections; `passages` are the ids of the passages that it may rest on, the most important first; `words` is the length
    wanted."""

    id: str
    title: str
    question: str = ""
    objectives: tuple[Objective, ...] = Field(min_length=1)
    prerequisites: tuple[str, ...] = ()
    passages: tuple[str, ...] = Field(min_length=1)
    words: int = Field(default=600, ge=50, le=5000)


class PlannedChapter(Frozen):
    """Sections under one title. `thread` says what the chapter is for and what runs through it; `case` is the invented case that its rules
    are applied to: who, what, and in round figures. Both where the plan has them."""

    title: str
    thread: str = ""
    case: str = ""
    sections: tuple[PlannedSection, ...] = Field(min_length=1)


class Plan(Frozen):
    """A book before it is written. `about` is the subject in a line, `unused` the passages left out and why."""

    title: str
    specification: Specification
    chapters: tuple[PlannedChapter, ...] = Field(min_length=1)
    about: str = ""
    unused: tuple[Unused, ...] = ()

    @property
    def sections(self) -> tuple[PlannedSection, ...]:
        """All sections in reading order."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)


class Cluster(Frozen):
    """Passages that lie together by meaning and by place, before anyone has named them.

    `passages` are ids in reading order; `headings` the paths of headings above them, each once; `gist` the sentences that say most of what
    they hold, as they stand there; `words` their words of prose; `rules` how many sentences state a rule, a limit or
    a default. `places` has for each passage the index of its path in `headings`, so that a cluster can be cut where its headings change;
    empty where that is not known.
    """

    id: str
    document_id: str
    passages: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    gist: tuple[str, ...]
    words: int
    rules: int = 0
    places: tuple[int, ...] = ()


class Inventory(Frozen):
    """All that there is to make a book from, in reading order. `titles` maps a document's id to its title, `paths` to its path below the
    SOURCE, from which folders and numbers of files are known; `about` is the subject in a line, where the user named it; `unused` are the
    passages in no cluster, since another says the same."""

    clusters: tuple[Cluster, ...]
    titles: dict[str, str]
    specification: Specification
    about: str = ""
    unused: tuple[Unused, ...] = ()
    paths: dict[str, str] = Field(default_factory=dict)


class PlanBrief(Frozen):
    """What a plan is made from. Without `title` or `chapters` the planner finds its own; there are never more chapters than topics."""

    survey: Survey
    inventory: Inventory
    title: str = ""
    chapters: int | None = None
