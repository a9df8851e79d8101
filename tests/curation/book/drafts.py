"""A section on one passage about a ledger, made of the claims that a test gives it."""

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseKind,
    ExerciseSubmission,
    Part,
    PartKind,
    SectionBrief,
    SectionDraft,
    SectionSubmission,
    Term,
)
from bookwright.agents.textbook.plan import Bloom, Objective, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

SENTENCES = (
    "A ledger keeps every paid answer in one file beside the records.",
    "Commits are grouped, so that 200 answers share one write to disk.",
    "The engine does not ask a model before it has read the ledger.",
    "A killed run reads the ledger again and pays for nothing twice.",
)
TEXT = " ".join(SENTENCES)
EVIDENCE = tuple(Evidence(document_id="d", start=TEXT.index(s), end=TEXT.index(s) + len(s), quote=s) for s in SENTENCES)

BRIEF = SectionBrief(
    plan=PlannedSection(
        id="1.1",
        title="What a ledger saves",
        objectives=(Objective(id="1.1-a", bloom=Bloom.UNDERSTAND, text="explain why nothing is paid twice"),),
        passages=("p",),
        words=100,
    ),
    specification=Specification(),
    passages=(Passage(id="p", document_id="d", start=0, end=len(TEXT), text=TEXT),),
    titles={"d": "The Engine"},
    path=("The thrifty engine", "Paying", "What a ledger saves"),
)

OPEN = BRIEF.model_copy(update={"specification": Specification(unanswerable=True)})


def carried(number: int, text: str = "") -> Claim:
    """A claim on a sentence of the passage, in its words where no others are given."""
    return Claim(text=text or SENTENCES[number], evidence=(number,))


def bridge(text: str) -> Claim:
    return Claim(text=text, connective=True)


def part(*claims: Claim, kind: PartKind = PartKind.CONCEPT, **more: object) -> Part:
    return Part(kind=kind, claims=claims, **more)


def section(*parts: Part, terms: tuple[Term, ...] = (), unlocated: tuple[str, ...] = (), case: str = "") -> SectionSubmission:
    """A section of these parts before its readers."""
    draft = SectionDraft(section="1.1", parts=parts, terms=terms, evidence=EVIDENCE, unlocated=unlocated)
    return SectionSubmission(brief=BRIEF.model_copy(update={"case": case}), draft=draft)


def exercise(question: str, *solution: Claim, answer: str = "", **more: object) -> ExerciseSubmission:
    """An exercise before its readers, in a book that may leave things open; `answer` ends its solution, where it is given."""
    made = {"kind": ExerciseKind.EXPLAIN, "objective": "1.1-a", "level": Bloom.UNDERSTAND, "evidence": EVIDENCE} | more
    solution = (*solution, bridge(answer)) if answer else solution
    return ExerciseSubmission(
        brief=OPEN, draft=section(part(carried(0))).draft, exercise=Exercise(question=question, solution=solution, **made)
    )
