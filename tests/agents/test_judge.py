"""The judge: scores from the model, the decision from the rubric's minima."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Decision, Submission
from bookwright.agents.judge import DEFAULT_RUBRIC, Judge
from bookwright.agents.rubric import Rubric
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

RUBRIC = Rubric.load(DEFAULT_RUBRIC)
STRICT = """
[brevity]
asks = "Is it short?"
minimum = 5
scores = ["no", "hardly", "half", "nearly", "yes"]
"""


def judgements(**scores: object) -> str:
    return json.dumps({name: {"reason": "as described", "score": score} for name, score in scores.items()})


def all_at(score: object, **others: object) -> str:
    return judgements(**{**dict.fromkeys(RUBRIC.criteria, score), **others})


async def test_full_scores_are_accepted_and_bound_to_the_draft(submission: Submission) -> None:
    verdict = await Judge(saying(all_at(5)))(submission)
    assert verdict.decision is Decision.ACCEPT
    assert verdict.scores == dict.fromkeys(RUBRIC.criteria, 5)
    assert verdict.text_sha256 == submission.draft.sha256
    assert verdict.by == "scripted"
    assert verdict.reasons[0] == "groundedness: as described"


@pytest.mark.parametrize("name", list(RUBRIC.criteria))
async def test_each_criterion_alone_can_reject(submission: Submission, name: str) -> None:
    minimum = RUBRIC.criteria[name].minimum
    assert (await Judge(saying(all_at(5, **{name: minimum})))(submission)).decision is Decision.ACCEPT
    assert (await Judge(saying(all_at(5, **{name: minimum - 1})))(submission)).decision is Decision.REJECT


@given(st.fixed_dictionaries({name: st.integers(1, 5) for name in RUBRIC.criteria}))
def test_there_are_shortfalls_exactly_where_a_score_is_below_its_minimum(scores: dict[str, int]) -> None:
    assert set(RUBRIC.shortfalls(scores)) == {name for name, score in scores.items() if score < RUBRIC.criteria[name].minimum}


@pytest.mark.parametrize(
    "reply", [all_at(6), all_at(0), all_at(4.5), all_at("5"), all_at(None), all_at(5, verdict=5), judgements(clarity=5)]
)
async def test_scores_out_of_form_are_unreadable_and_never_count_as_anything(submission: Submission, reply: str) -> None:
    with pytest.raises(ReplyUnreadable):
        await Judge(saying(reply))(submission)


async def test_a_model_has_no_way_to_state_the_decision_itself(submission: Submission) -> None:
    with pytest.raises(ReplyUnreadable):
        await Judge(saying(all_at(1)[:-1] + ', "decision": "accept"}'))(submission)


async def test_a_rubric_can_be_replaced(submission: Submission, tmp_path: Path) -> None:
    path = tmp_path / "strict.toml"
    path.write_text(STRICT, encoding="utf-8")
    chat = saying(judgements(brevity=4))
    judge = Judge(chat, Rubric.load(path))
    verdict = await judge(submission)
    assert verdict.decision is Decision.REJECT
    assert verdict.scores == {"brevity": 4}
    assert "brevity: Is it short?\n  1 = no" in chat.requests[0].messages[0].content
    assert judge.prompt_sha256 != Judge(chat).prompt_sha256


def test_every_score_of_the_rubric_is_described_to_the_judge() -> None:
    described = RUBRIC.described
    for criterion in RUBRIC.criteria.values():
        assert all(f"{score} = {words}" in described for score, words in enumerate(criterion.scores, 1))
        assert 1 < criterion.minimum <= 5
