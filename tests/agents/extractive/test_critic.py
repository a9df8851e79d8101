"""Each fault that the critic knows, on the smallest draft that has it."""

import pytest

from bookwright.agents.extractive import ExtractiveCritic
from bookwright.agents.items import FaultKind, Submission
from tests.agents.extractive.conftest import submission_of

ANSWER = "Ownership is a set of rules that govern how a program manages its memory."
FAULTY = [
    ("What is ownership?", "This is a set of rules that govern how memory is managed.", FaultKind.INCOMPLETE, "This"),
    ("What is ownership?", "However, ownership is a set of rules that govern memory.", FaultKind.INCOMPLETE, "However"),
    ("What is ownership?", "Ownership is a set of rules that govern how memory is managed and", FaultKind.INCOMPLETE, "managed and"),
    ("What is ownership?", "Ownership is a set of rules, as we saw, for the memory of a program.", FaultKind.NOT_STANDALONE, "as we saw"),
    (
        "What is ownership?",
        "Ownership and its set of rules are described in Section 5 of the book.",
        FaultKind.NOT_STANDALONE,
        "in Section",
    ),
    ("What is ownership?", "Ownership of memory means that this scheme frees it.", FaultKind.NOT_STANDALONE, "this scheme"),
    ("What is it used for in memory?", ANSWER, FaultKind.NOT_STANDALONE, "it"),
    ("What does this function do with ownership?", ANSWER, FaultKind.NOT_STANDALONE, "this function"),
    ("What does the program do with ownership?", ANSWER, FaultKind.NOT_STANDALONE, "the program"),
    ("What is ownership of x?", ANSWER, FaultKind.NOT_STANDALONE, "x"),
    ("what is ownership?", ANSWER, FaultKind.UNCLEAR, "what"),
    ("Ownership is a set of rules", ANSWER, FaultKind.UNCLEAR, "Ownership"),
    ("What is ownership (of memory?", ANSWER, FaultKind.UNCLEAR, "("),
    ("What is the the ownership?", ANSWER, FaultKind.UNCLEAR, "the the"),
    ("What is ownership and?", ANSWER, FaultKind.UNCLEAR, "and"),
    ("What is ownership: a set; of rules?", ANSWER, FaultKind.UNCLEAR, ":"),
    ("Why does ownership govern how a program manages its memory by a set of rules?", ANSWER, FaultKind.ECHO, "Ownership"),
    ("What do giraffes in Kenya eat at noon?", ANSWER, FaultKind.NOT_ANSWERED, "giraff"),
    ("What is ownership?", "Memory.", FaultKind.LENGTH, "Memory"),
]


@pytest.mark.parametrize(("question", "answer", "kind", "words"), FAULTY, ids=lambda value: str(value)[:40])
async def test_a_fault_is_named_and_quoted(question: str, answer: str, kind: FaultKind, words: str) -> None:
    submission = submission_of(question, answer)
    critique = await ExtractiveCritic()(submission)
    assert critique.draft_sha256 == submission.draft.sha256
    assert any(fault.kind is kind and words in fault.quote for fault in critique.faults), critique.faults


async def test_a_sound_draft_has_no_fault() -> None:
    assert (await ExtractiveCritic()(submission_of("What is ownership?", ANSWER))).faults == ()


async def test_an_empty_draft_is_a_fault_and_no_failure() -> None:
    sound = submission_of("What is ownership?", ANSWER)
    empty = Submission(brief=sound.brief, draft=sound.draft.model_copy(update={"question": "", "claims": (), "evidence": ()}))
    assert FaultKind.NOT_ANSWERED in {fault.kind for fault in (await ExtractiveCritic()(empty)).faults}
