"""What a run that makes a book ships: records of sections, exercises and terms, and rejects that say why they are none."""

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Claim, Critique, Verdict
from bookwright.agents.textbook.check import Check, Verification
from bookwright.agents.textbook.items import Exercise, ExerciseKind, Mark, Part, SectionDraft, Solved, Term
from bookwright.agents.textbook.plan import Bloom, Objective
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.book import Entry
from bookwright.curation.record import Source, VersionOf
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class SectionVersion(VersionOf[SectionDraft]):
    """A version of a section."""


class ExerciseVersion(VersionOf[Exercise]):
    """A version of an exercise."""


class BookRecord(Frozen):
    """What every record of a book says: what carries it, who made it and how, and the verdict that it ships by.

    `text_sha256` is the hash of the draft that was judged, to which `verdict` and the last critiques are bound. `source` is where its first
    piece of evidence stands.
    """

    id: str
    kind: str
    specification: Specification
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = Field(min_length=1)
    verdict: Verdict
    text_sha256: str
    made_by: str
    prompts: dict[str, str]
    critiques: tuple[Critique, ...]
    source: Source
    language: str
    usage: Usage


class SectionRecord(BookRecord):
    """An accepted section. `section` is its id in the plan, `claims` are all sentences in reading order, `illustrations` the places among
    them of those that tell of an invented case, which is `case` where the chapter has one; `verifications` are those of its worked
    examples, in order."""

    kind: str = "section"
    section: str
    title: str
    chapter: str
    case: str = ""
    illustrations: tuple[int, ...] = ()
    objectives: tuple[Objective, ...]
    prerequisites: tuple[str, ...]
    text: str
    parts: tuple[Part, ...]
    terms: tuple[Term, ...]
    verifications: tuple[Verification, ...]
    lineage: tuple[SectionVersion, ...]
    passages: tuple[str, ...]


class ExerciseRecord(BookRecord):
    """An accepted exercise with its solution, as `answer` in one piece and as `claims` sentence by sentence, the last of which is the
    answer in short; how the solution was made sure of, and what the solver came to."""

    kind: str = "exercise"
    section: str
    objective: str
    exercise_kind: ExerciseKind
    level: Bloom
    question: str
    answer: str
    check: Check | None = None
    variation_of: str = ""
    verification: Verification
    solved: Solved | None = None
    mark: Mark | None = None
    lineage: tuple[ExerciseVersion, ...]


class GlossaryRecord(BookRecord):
    """A term and its definition. It was judged within the section that defines it: `verdict`, `critiques` and `text_sha256` are that
    section's, and `lineage` is empty, for its versions are those of the record of `defined_in`. It has no cost of its own."""

    kind: str = "glossary"
    name: str
    definition: str
    defined_in: str
    used_in: tuple[str, ...] = ()
    lineage: tuple[SectionVersion, ...] = ()


class BookReject(Frozen):
    """A section or an exercise that came to no record. `reason` is "stage:cause"; the rest is as far as it came. `title` is that of a
    section, `question` that of an exercise."""

    id: str
    kind: str
    reason: str
    detail: str = ""
    section: str = ""
    title: str = ""
    question: str = ""
    answer: str = ""
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    specification: Specification
    verdict: Verdict | None = None
    verification: Verification | None = None
    solved: Solved | None = None
    mark: Mark | None = None
    text_sha256: str = ""
    made_by: str = ""
    prompts: dict[str, str] = Field(default_factory=dict)
    lineage: tuple[SectionVersion | ExerciseVersion, ...] = ()
    critiques: tuple[Critique, ...] = ()
    source: Source | None = None
    language: str = ""
    usage: Usage = Field(default_factory=Usage)


def glossary_record(number: int, entry: Entry, section: SectionRecord, source: Source) -> GlossaryRecord:
    """The record of an entry, the `number`th of the glossary, by the record of the section that defines it. `source` is where the entry's
    first piece of evidence stands."""
    return GlossaryRecord(
        id=f"glossary-{number}",
        specification=section.specification,
        evidence=entry.evidence,
        claims=(Claim(text=entry.definition, evidence=tuple(range(len(entry.evidence)))),),
        verdict=section.verdict,
        text_sha256=section.text_sha256,
        made_by=entry.made_by,
        prompts=section.prompts,
        critiques=section.critiques,
        source=source,
        language=section.language,
        usage=Usage(),
        name=entry.name,
        definition=entry.definition,
        defined_in=entry.defined_in,
        used_in=entry.used_in,
    )
