"""The verdict follows from the scores, and is bound to the draft that was read."""

from bookwright.agents.extractive import ExtractiveJudge
from bookwright.agents.extractive.judge import MINIMUM
from bookwright.agents.items import Claim, Decision, QuestionKind, Submission
from tests.agents.extractive.conftest import submission_of

ANSWER = "Ownership is a set of rules that govern how a program manages its memory at run time."


async def test_a_sound_draft_is_accepted_with_a_reason_for_every_score() -> None:
    submission = submission_of("What is ownership?", ANSWER, kind=QuestionKind.DEFINITION)
    verdict = await ExtractiveJudge()(submission)
    assert verdict.decision is Decision.ACCEPT
    assert verdict.text_sha256 == submission.draft.sha256
    assert verdict.by == "rules"
    assert set(verdict.scores) == set(MINIMUM) == {reason.partition(":")[0] for reason in verdict.reasons}
    assert all(1 <= score <= 5 for score in verdict.scores.values())


async def test_words_that_the_quotes_do_not_hold_are_not_grounded() -> None:
    sound = submission_of("What is ownership?", ANSWER)
    claims = (Claim(text=f"{ANSWER} Giraffes know it.", evidence=(0,)),)
    verdict = await ExtractiveJudge()(Submission(brief=sound.brief, draft=sound.draft.model_copy(update={"claims": claims})))
    assert verdict.decision is Decision.REJECT
    assert verdict.scores["groundedness"] < MINIMUM["groundedness"]


async def test_a_quote_that_is_not_at_its_offsets_is_not_grounded() -> None:
    sound = submission_of("What is ownership?", ANSWER)
    moved = sound.draft.evidence[0].model_copy(update={"start": sound.draft.evidence[0].start + 1})
    verdict = await ExtractiveJudge()(Submission(brief=sound.brief, draft=sound.draft.model_copy(update={"evidence": (moved,)})))
    assert verdict.scores["groundedness"] == 1


async def test_an_unlocated_quote_is_rejected() -> None:
    sound = submission_of("What is ownership?", ANSWER)
    draft = sound.draft.model_copy(update={"unlocated": ("something else",)})
    assert (await ExtractiveJudge()(Submission(brief=sound.brief, draft=draft))).decision is Decision.REJECT


async def test_a_question_without_substance_is_rejected() -> None:
    assert (await ExtractiveJudge()(submission_of("What is it?", ANSWER))).decision is Decision.REJECT
