"""A trial: every stage says what it objects to, whatever the others say, and a failed call is no word."""

import pytest

from bookwright.agents.failures import FailureKind
from bookwright.agents.items import Decision, Submission
from bookwright.curation.jury.jury import Jury
from bookwright.curation.jury.share import Share
from bookwright.curation.selftest import Stage
from bookwright.errors import ModelError, ModelRefused, ReplyUnreadable
from bookwright.graphs.brief import beside, brief_of
from bookwright.graphs.settings import QASettings
from bookwright.graphs.trial import objections_to
from bookwright.graphs.verdicts import UNSURE
from bookwright.knowledge.library import Library
from tests.graphs.conftest import Seats, draft_on, fault

SENTENCE = "A ledger is a file that keeps every paid answer."


@pytest.fixture
def submission(library: Library) -> Submission:
    settings = QASettings()
    brief = brief_of(beside(library.passages()[0].id, library, settings), library, settings)
    return Submission(brief=brief, draft=draft_on(brief, "What is a ledger of paid answers?", SENTENCE))


async def test_nobody_objects_to_a_sound_draft(submission: Submission) -> None:
    assert await objections_to(submission, Seats().team()) == {Stage.GATES: (), Stage.CRITIC: (), Stage.JUDGE: ()}


async def test_every_stage_is_asked_whatever_the_one_before_says(submission: Submission) -> None:
    seats = Seats(criticise=lambda _: (fault(),), judge=lambda _: Decision.REJECT)
    draft = submission.draft.model_copy(update={"question": "What does this passage say?"})
    found = await objections_to(submission.model_copy(update={"draft": draft}), seats.team())
    assert found == {Stage.GATES: ("not_standalone",), Stage.CRITIC: ("unclear",), Stage.JUDGE: ("clarity",)}


async def test_the_jury_decides_what_the_judges_say_comes_to(submission: Submission) -> None:
    def jury(**weights: float) -> Jury:
        share = Share(hits=0, of=0)
        return Jury(weights=weights, least=0.5, target=0.5, decided=share, accuracy=share, calibrations=())

    assert (await objections_to(submission, Seats().team(), jury(test=1.0)))[Stage.JUDGE] == ()
    assert (await objections_to(submission, Seats().team(), jury(other=1.0)))[Stage.JUDGE] == (UNSURE,)


async def test_a_stage_whose_call_failed_has_no_word(submission: Submission) -> None:
    def refuse(_: object) -> Decision:
        raise ReplyUnreadable("schema", "no")

    assert set(await objections_to(submission, Seats(judge=refuse).team())) == {Stage.GATES, Stage.CRITIC}


async def test_a_hopeless_failure_ends_it(submission: Submission) -> None:
    def refuse(_: object) -> Decision:
        raise ModelRefused(FailureKind.UNAUTHORISED, "no key")

    with pytest.raises(ModelError):
        await objections_to(submission, Seats(judge=refuse).team())
