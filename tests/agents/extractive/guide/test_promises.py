"""What the objectives of a written section say."""

from bookwright.agents.extractive.guide.promises import promised
from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Exercise, ExerciseKind, Part, PartKind, SectionDraft
from bookwright.agents.textbook.plan import Bloom, Objective
from bookwright.knowledge.evidence import Evidence

EVIDENCE = (Evidence(document_id="d", start=0, end=1, quote="x"),)
AIMS = (
    Objective(id="1.1-a", bloom=Bloom.UNDERSTAND, text="Explain the reasons given under “Mills”."),
    Objective(id="1.1-b", bloom=Bloom.REMEMBER, text="State the key points of “Mills”."),
)


def exercise(question: str, kind: ExerciseKind = ExerciseKind.RECALL) -> Exercise:
    explains = kind is ExerciseKind.EXPLAIN
    return Exercise(
        kind=kind,
        objective="1.1-a" if explains else "1.1-b",
        level=Bloom.UNDERSTAND if explains else Bloom.REMEMBER,
        question=question,
        solution=(Claim(text="It is so.", evidence=(0,)),),
        evidence=EVIDENCE,
    )


def told(*exercises: Exercise, kind: PartKind = PartKind.CONCEPT) -> list[tuple[Bloom, str]]:
    steps = (Claim(text="Lift the bar.", evidence=(0,)), Claim(text="Turn the wheel.", evidence=(0,)))
    draft = SectionDraft(section="1.1", parts=(Part(kind=kind, claims=steps),), evidence=EVIDENCE)
    return [(aim.bloom, aim.text) for aim in promised(AIMS, "Mills", draft, exercises)]


def test_an_objective_names_what_its_exercises_ask_for() -> None:
    assert told(exercise("What is a sluice?"), exercise("Under the Mill Rules, what must a miller do?")) == [
        (Bloom.REMEMBER, "Recall what is meant by “sluice”; state the rules under “Mills”.")
    ]
    assert told(exercise("Why is the floor swept?", ExerciseKind.EXPLAIN)) == [
        (Bloom.UNDERSTAND, "Explain the reasons given under “Mills”.")
    ]


def test_a_section_without_exercises_promises_what_it_shows() -> None:
    assert told(kind=PartKind.PROCEDURE) == [(Bloom.REMEMBER, "Describe the steps told under “Mills”.")]
    assert told() == [(Bloom.REMEMBER, "State the key points under “Mills”.")]
