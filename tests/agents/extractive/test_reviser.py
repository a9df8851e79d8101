"""One honest repair, or the draft as it was."""

from bookwright.agents.extractive import ExtractiveCritic, ExtractiveReviser
from bookwright.agents.items import Draft, Revision, Submission
from tests.agents.extractive.conftest import submission_of

BEFORE = "A borrow checker compares the scopes of all borrows."
DANGLING = "It rejects a program whose references outlive their data."


async def revised(submission: Submission) -> Draft:
    critique = await ExtractiveCritic()(submission)
    return await ExtractiveReviser()(Revision(submission=submission, faults=critique.faults))


async def test_the_sentence_before_makes_a_dangling_answer_whole() -> None:
    submission = submission_of("What does a borrow checker reject?", DANGLING, f"{BEFORE} {DANGLING}")
    draft = await revised(submission)
    assert draft.answer == f"{BEFORE} {DANGLING}"
    assert [claim.evidence for claim in draft.claims] == [(0,), (1,)]
    assert (await ExtractiveCritic()(Submission(brief=submission.brief, draft=draft))).faults == ()


async def test_what_cannot_be_mended_stays_as_it_was() -> None:
    submission = submission_of("What does a borrow checker reject?", DANGLING)
    assert await revised(submission) == submission.draft


async def test_a_sound_draft_is_left_alone() -> None:
    submission = submission_of("What does a borrow checker compare?", BEFORE)
    assert await revised(submission) == submission.draft
