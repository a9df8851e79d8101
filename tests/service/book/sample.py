"""A small textbook with a part of every kind, made of the example documents; its quotes are located as a run locates them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bookwright.agents.items import Claim
from bookwright.agents.textbook.check import CodeCheck, MathCheck, Operation, Proof, TableCheck, Verification
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseKind,
    Exhibit,
    ExhibitKind,
    Part,
    PartKind,
    SectionDraft,
    WorkedExample,
)
from bookwright.agents.textbook.plan import Bloom, Objective, Unused
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.book import Book, Chapter, Entry, Finding, IndexEntry, Missing, Section, SetExercise
from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence, locate
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import list_files

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"
TABLE = "AAL | Requirement\n1 | Presentation of any one factor\n2 | Presentation of a memorized secret or biometric"
LISTING = 'let s = String::from("hello");'
COUNTER = "whose value can only increase or be reset to zero on restart"
GAUGE = "A gauge is a metric that represents a single numerical value that can arbitrarily go up and down."
MUTEX = "a mutex allows only one thread to access some data at any given time"
CASE = "Ada's shop has 3 tills that raise one counter."
PROGRAM = "total = 0\nfor step in (3, 4):\n    total += step\nprint(total)"
HOLDS = Proof.HOLDS


@cache
def documents() -> Mapping[str, Document]:
    """The example documents by id, some with a licence."""
    found = [document for _, document in read_documents(list_files([EXAMPLES])) if isinstance(document, Document)]
    return {document.id: document.model_copy(update={"licence": "CC-BY-4.0"} if "prom" in document.path else {}) for document in found}


def document_of(name: str) -> Document:
    """The example document whose path begins so."""
    return next(document for document in documents().values() if document.path.rsplit("/", 1)[-1].startswith(name))


def cite(name: str, words: str) -> Evidence:
    """Where the words stand in the document of that name."""
    document = document_of(name)
    found = locate(words, document.text, document.id)
    assert found, f"{words!r} does not stand in {name}"
    return found


def claim(text: str, *evidence: int) -> Claim:
    """A sentence; without evidence it is connective."""
    return Claim(text=text, evidence=evidence, connective=not evidence)


def sample_book() -> Book:
    """The whole book."""
    chapters = (
        Chapter(number=1, title="Who may touch the data", case=CASE, sections=(_locks(), _sessions())),
        Chapter(number=2, title="Counting", sections=(_metrics(),)),
    )
    return Book(
        title="Locks, Sessions and Counters",
        about="How programs share, remember and measure",
        guide=False,
        specification=Specification(),
        chapters=chapters,
        glossary=(
            Entry(
                name="mutex",
                definition="A mutex lets one thread at a time access some data.",
                evidence=(cite("ch16-03", MUTEX),),
                defined_in="1.1",
                used_in=("1.1", "2.1"),
                made_by="a-model",
            ),
            Entry(name="gauge", definition=GAUGE, evidence=(cite("prometheus-metric", GAUGE),), defined_in="2.1", made_by="a-model"),
        ),
        index=(IndexEntry(name="cookies", sections=("1.2",)), IndexEntry(name="counter", sections=("2.1", "9.9"))),
        missing=(Missing(id="2.2", title="Histograms", reason="judge:not_grounded", detail="two sentences rest on nothing"),),
        findings=(Finding(kind="repetition", sections=("1.1", "2.1"), quote="one thread at a time", reason="told twice"),),
        unused=(
            Unused(passage_id="a", why="only links"),
            Unused(passage_id="b", why="only links"),
            Unused(passage_id="c", why="too short"),
            Unused(passage_id="d", why="says the same as Metrics, characters 1–9"),
            Unused(passage_id="e", why="says the same as Locks, characters 3–4"),
        ),
        untold=(cite("ch16-03", "You must attempt to acquire the lock before using the data."),),
        documents=tuple(documents()),
        makers={"planner": "a-model", "writer": "a-model", "judge": "rules"},
    )


def _locks() -> Section:
    evidence = (
        cite("ch16-03", MUTEX),
        cite("ch16-03", "You must attempt to acquire the lock before using the data."),
        cite("ch16-03", "When you’re done with the data that the mutex guards, you must unlock the data"),
        cite("ch16-03", "imagine a panel discussion at a conference with only one microphone"),
        cite("ch04", LISTING),
        cite("ch16-03", "Exploring the API of Mutex<T> in a single-threaded context for simplicity"),
    )
    parts = (
        Part(kind=PartKind.HOOK, claims=(claim("What if only one of you may speak, and nobody passes the microphone on?"),)),
        Part(
            kind=PartKind.CONCEPT,
            title="Mutual exclusion",
            claims=(claim("A mutex lets one thread in at a time.", 0), claim("Mutexes differ.")),
        ),
        Part(kind=PartKind.EXAMPLE, claims=(claim("Think of a panel with a single microphone.", 3),)),
        Part(kind=PartKind.PROCEDURE, claims=(claim("Acquire the lock.", 1), claim("Use the data, then unlock it.", 2))),
        Part(kind=PartKind.EXHIBIT, exhibit=Exhibit(kind=ExhibitKind.CODE, evidence=4, caption="A string that owns its text")),
        Part(kind=PartKind.EXHIBIT, exhibit=Exhibit(kind=ExhibitKind.FIGURE, evidence=5)),
        Part(
            kind=PartKind.WORKED_EXAMPLE,
            title="Two steps",
            worked=WorkedExample(
                problem="A counter behind a mutex is raised by 3, then by 4. What does it hold?",
                steps=(claim("Only one thread at a time may raise it, so nothing is lost.", 0), claim("0 + 3 + 4 = 7.")),
                answer="7",
                check=CodeCheck(source=PROGRAM, prints="7"),
            ),
        ),
        Part(
            kind=PartKind.ILLUSTRATION,
            title="Three tills",
            claims=(claim("Three tills sell at once."), claim("One of them holds the lock, and two wait.", 0)),
        ),
        Part(kind=PartKind.MISCONCEPTION, claims=(claim("A lock does not guard what nobody locks.", 1),)),
        Part(kind=PartKind.SUMMARY, claims=(claim("One thread at a time.", 0), claim("Lock, use, unlock.", 1, 2))),
    )
    exercises = (
        SetExercise(
            id="x1",
            exercise=Exercise(
                kind=ExerciseKind.RECALL,
                objective="1.1-a",
                level=Bloom.REMEMBER,
                question="How many threads may hold a mutex?",
                solution=(claim("One at a time.", 0),),
                evidence=evidence[:1],
            ),
            verification=Verification(method="source", proof=HOLDS),
        ),
        SetExercise(
            id="x2",
            exercise=Exercise(
                kind=ExerciseKind.APPLY,
                objective="1.1-b",
                level=Bloom.APPLY,
                question="Raise it by 5, then by 6.\nWhat does it hold?",
                solution=(claim("5 and 6 are added."), claim("It holds 11.")),
                check=MathCheck(expression="5+6", equals="11"),
            ),
            verification=Verification(method="math", proof=HOLDS),
        ),
    )
    return Section(
        id="1.1",
        number="1.1",
        title="One at a time",
        objectives=(
            Objective(id="1.1-a", bloom=Bloom.REMEMBER, text="Say what a mutex does."),
            Objective(id="1.1-b", bloom=Bloom.APPLY, text="Follow a value behind a lock."),
        ),
        draft=SectionDraft(section="1.1", parts=parts, evidence=evidence),
        verifications=(Verification(method="code", proof=HOLDS),),
        exercises=exercises,
        made_by="a-model",
    )


def _sessions() -> Section:
    evidence = (
        cite("nist", TABLE),
        cite("nist", "Cookies are not authenticators, but they are suitable as short-term secrets"),
        cite("nist", "contain at least 64 bits of entropy"),
    )
    parts = (
        Part(kind=PartKind.CONCEPT, claims=(claim("A cookie can carry a short-term secret.", 1),)),
        Part(kind=PartKind.EXHIBIT, exhibit=Exhibit(kind=ExhibitKind.TABLE, evidence=0, caption="What reauthentication takes")),
        Part(kind=PartKind.CONFLICT, claims=(claim("A cookie is no authenticator.", 1), claim("A mutex keeps others out.", 3))),
    )
    exercise = Exercise(
        kind=ExerciseKind.UNANSWERABLE,
        objective="1.2-a",
        level=Bloom.UNDERSTAND,
        question="Which browser is the safest?",
        solution=(claim("The sources do not say."),),
        check=TableCheck(evidence=0, column="AAL", operation=Operation.COUNT, equals="2"),
    )
    return Section(
        id="1.2",
        number="1.2",
        title="Sessions",
        objectives=(Objective(id="1.2-a", bloom=Bloom.UNDERSTAND, text="Tell a cookie from an authenticator."),),
        prerequisites=("1.1", "2.2"),
        draft=SectionDraft(section="1.2", parts=parts, evidence=(*evidence, cite("ch16-03", MUTEX))),
        exercises=(SetExercise(id="x3", exercise=exercise, verification=Verification(method="none", proof=Proof.UNCHECKED)),),
        made_by="a-model",
    )


def _metrics() -> Section:
    evidence = (cite("prometheus-metric", COUNTER), cite("prometheus-metric", GAUGE))
    parts = (
        Part(
            kind=PartKind.COMPARISON, title="Counter and gauge", claims=(claim("A counter only goes up, or to zero.", 0), claim(GAUGE, 1))
        ),
    )
    return Section(
        id="2.1",
        number="2.1",
        title="What can go down",
        objectives=(Objective(id="2.1-a", bloom=Bloom.ANALYZE, text="Choose between a counter and a gauge."),),
        prerequisites=("1.2",),
        draft=SectionDraft(section="2.1", parts=parts, evidence=evidence),
        made_by="rules",
    )
