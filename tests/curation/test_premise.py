"""The premise gate: what a question asserts is what its evidence says."""

import pytest

from bookwright.agents.items import FaultKind
from bookwright.curation.gates.premise import premise
from tests.curation.conftest import submit

SOURCE = "The Halden reactor used heavy water as its coolant and supplied steam to a paper mill nearby."
ANSWER = "It supplied steam to a paper mill."
FALSE = [
    "Since gold lines every wall of the hall, whom did the Halden reactor supply?",
    "Given that dwarves guard the northern gate, whom did the Halden reactor supply?",
    "Whom did the Halden reactor, which dwarves built overnight from gold, supply?",
    "Whom did the Halden reactor supply, although dwarves guard its northern gate?",
]
SOUND = [
    "Since the Halden reactor used heavy water as its coolant, whom did it supply?",
    "Whom did the Halden reactor, which used heavy water, supply?",
    "Whom has the Halden reactor supplied since 1960?",
    "Whom does it supply for a given reactor of the northern gate and wall?",
    "Whom did it supply because of that?",
]


@pytest.mark.parametrize("question", FALSE)
def test_a_premise_of_which_the_evidence_says_nothing_is_a_fault_with_its_words(question: str) -> None:
    (fault,) = premise(submit(SOURCE, ANSWER, question))
    assert fault.kind is FaultKind.UNSUPPORTED
    assert fault.quote in question


@pytest.mark.parametrize("question", SOUND)
def test_what_the_evidence_says_may_be_taken_for_granted(question: str) -> None:
    assert premise(submit(SOURCE, ANSWER, question)) == ()


def test_words_of_a_passage_that_is_not_named_do_not_carry_a_premise() -> None:
    submission = submit(SOURCE, ANSWER, FALSE[0])
    (passage,) = submission.brief.passages
    saying = passage.model_copy(update={"text": f"{SOURCE} Gold lines every wall of the hall."})
    brief = submission.brief.model_copy(update={"passages": (saying,)})
    assert len(premise(submission.model_copy(update={"brief": brief}))) == 1


def test_the_subject_need_not_be_carried() -> None:
    submission = submit(SOURCE, ANSWER, "Since the power station of Halden used heavy water as coolant, whom did it supply?")
    brief = submission.brief.model_copy(update={"about": "Power station of Halden"})
    assert premise(submission.model_copy(update={"brief": brief})) == ()
