"""What the seats of a textbook hand to each other: frozen, small, and complete in themselves."""

from enum import StrEnum

from bookwright.agents.items import Claim, Fault, Hashed
from bookwright.agents.textbook.check import Check
from bookwright.agents.textbook.plan import Bloom, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence, squeezed
from bookwright.knowledge.passage import Passage


class Term(Frozen):
    """A term and its definition, a claim whose evidence are indices into the evidence of the section that defines it."""

    name: str
    definition: Claim


class Conflict(Frozen):
    """A sentence of each of two sources that cannot both hold, the passages where they stand, and what they differ in."""

    one: Evidence
    other: Evidence
    passages: tuple[str, str]
    reason: str


class PartKind(StrEnum):
    """What a part of a section does for its reader. An example is the source's; an illustration applies rules of the source to an invented
    case; a list is of things beside each other, a procedure of steps after each other."""

    HOOK = "hook"
    CONCEPT = "concept"
    EXAMPLE = "example"
    ILLUSTRATION = "illustration"
    COMPARISON = "comparison"
    CONFLICT = "conflict"
    MISCONCEPTION = "misconception"
    PROCEDURE = "procedure"
    LIST = "list"
    WORKED_EXAMPLE = "worked_example"
    EXHIBIT = "exhibit"
    SUMMARY = "summary"


class ExhibitKind(StrEnum):
    """What is taken over from a source as it stands there."""

    TABLE = "table"
    CODE = "code"
    FIGURE = "figure"


class Exhibit(Frozen):
    """A table, listing or figure of a source, by the index of its own words in the section's evidence, and its caption there."""

    kind: ExhibitKind
    evidence: int
    caption: str = ""


class WorkedExample(Frozen):
    """A problem and its way to the answer, a claim a step. The problem's own figures may be new, so its steps may be connective: the check
    stands in for evidence there."""

    problem: str
    steps: tuple[Claim, ...]
    answer: str
    check: Check | None = None


class Part(Frozen):
    """One part of a section. `claims` are its sentences in order, in a procedure its steps and in a comparison its rows; an exhibit or
    a worked example stands after them."""

    kind: PartKind
    title: str = ""
    claims: tuple[Claim, ...] = ()
    exhibit: Exhibit | None = None
    worked: WorkedExample | None = None


class SectionDraft(Hashed):
    """The text of a section. `unlocated` are quotes that do not stand in the passages shown: a fault, never dropped."""

    section: str
    parts: tuple[Part, ...]
    terms: tuple[Term, ...] = ()
    evidence: tuple[Evidence, ...]
    unlocated: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence, in reading order, the steps of worked examples among them; definitions are not repeated here."""
        return tuple(claim for part in self.parts for claim in (*part.claims, *(part.worked.steps if part.worked else ())))

    @property
    def text(self) -> str:
        """The sentences, a blank line between parts."""
        return "\n\n".join(" ".join(claim.text for claim in part.claims) for part in self.parts if part.claims)

    def is_invented(self, part: Part) -> bool:
        """Whether a part applies rules to a case that is made up: an illustration, and a worked example whose problem is not in the
        source's own words."""
        if part.kind is PartKind.ILLUSTRATION or not part.worked:
            return part.kind is PartKind.ILLUSTRATION
        problem = squeezed(part.worked.problem)
        return not any(problem in squeezed(piece.quote) for piece in self.evidence)

    @property
    def illustrations(self) -> tuple[int, ...]:
        """The places among the claims of those that tell of an invented case."""
        marks: list[bool] = []
        for part in self.parts:
            marks += [part.kind is PartKind.ILLUSTRATION] * len(part.claims)
            marks += [self.is_invented(part)] * len(part.worked.steps if part.worked else ())
        return tuple(place for place, invented in enumerate(marks) if invented)


class SectionBrief(Frozen):
    """What a section is written from: its plan, the passages that it may rest on, and what a reader knows by then.

    `titles` maps a document's id to its title, `path` names the book, the chapter and the section; `thread` and `case` are those of the
    chapter and `chapter` its sections in order, this one among them; `known` are the terms that its prerequisites define, `others` the
    titles of sections of other chapters that it leans on or shares matter with; `conflicts` are those between its passages, of which both
    sides are to be told; `rules` are the sentences of its passages that state a rule, a limit or a default and that no section rests on
    yet.
    """

    plan: PlannedSection
    specification: Specification
    passages: tuple[Passage, ...]
    titles: dict[str, str]
    path: tuple[str, str, str]
    thread: str = ""
    case: str = ""
    chapter: tuple[PlannedSection, ...] = ()
    known: tuple[Term, ...] = ()
    others: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    rules: tuple[Evidence, ...] = ()

    @property
    def language(self) -> str:
        """The language that it is written in."""
        return self.specification.language


class SectionSubmission(Frozen):
    """The draft of a section before a critic, a reviser or a judge."""

    brief: SectionBrief
    draft: SectionDraft


class SectionRevision(Frozen):
    """What a section is revised from: the submission and all that was found wrong with it."""

    submission: SectionSubmission
    faults: tuple[Fault, ...]


class ExerciseKind(StrEnum):
    """What an exercise asks of its reader."""

    RECALL = "recall"
    EXPLAIN = "explain"
    APPLY = "apply"
    COMPARE = "compare"
    FIND_ERROR = "find_error"
    CODE = "code"
    UNANSWERABLE = "unanswerable"


class Exercise(Hashed):
    """An exercise with its solution as claims, the last of which is its answer. `objective` is the id of what it trains; `variation_of` is
    the problem of the worked example whose figures it changes."""

    kind: ExerciseKind
    objective: str
    level: Bloom
    question: str
    solution: tuple[Claim, ...]
    evidence: tuple[Evidence, ...] = ()
    check: Check | None = None
    variation_of: str = ""
    unlocated: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """How the solution ends: what a solver's answer is held against, and what a check comes to."""
        return self.solution[-1].text if self.solution else ""


class ExerciseBrief(Frozen):
    """What exercises are written from: the section as accepted, its brief, and how many are wanted."""

    brief: SectionBrief
    draft: SectionDraft
    wanted: int = 4


class ExerciseSubmission(Frozen):
    """An exercise before a critic or a judge, with the section that it belongs to."""

    brief: SectionBrief
    draft: SectionDraft
    exercise: Exercise


class ExerciseRevision(Frozen):
    """What an exercise is revised from: the submission and all that was found wrong with it."""

    submission: ExerciseSubmission
    faults: tuple[Fault, ...]


class Problem(Frozen):
    """An exercise as its solver sees it: the question and the passages, never the solution."""

    question: str
    kind: ExerciseKind
    passages: tuple[Passage, ...]
    titles: dict[str, str]
    language: str


class Solved(Frozen):
    """A solver's answer, short and with its reasons; `answerable` is False where the passages do not say."""

    answer: str
    reasoning: str = ""
    answerable: bool = True


class Marking(Frozen):
    """A solver's answer beside the exercise's own, for someone who says whether they come to the same."""

    exercise: Exercise
    solved: Solved


class Mark(Frozen):
    """Whether the solver's answer comes to the exercise's own, and why or why not."""

    same: bool
    reason: str = ""


class Manuscript(Frozen):
    """The accepted sections of a book in reading order, by id and title, for someone who reads across chapters."""

    sections: tuple[tuple[str, str, SectionDraft], ...]
    language: str


class Objection(Frozen):
    """What someone who reads across chapters objects to: a contradiction, a repetition or a term before its definition. `sections` are
    ids, `quotes` the words of each of them in the same order."""

    kind: str
    sections: tuple[str, ...]
    quotes: tuple[str, ...]
    reason: str
