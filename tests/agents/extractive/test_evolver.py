"""What the evolver joins, and that it rather leaves a draft alone."""

from bookwright.agents.extractive import ExtractiveCritic, ExtractiveEvolver
from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Draft, Submission
from tests.agents.extractive.conftest import brief_of

COUNTER = "A counter is a cumulative metric that only ever goes up."
GAUGE = "A gauge is a metric that can go up and down."
USE = "Counters are typically used for the number of requests served."


def first_of(*texts: str) -> Submission:
    brief = brief_of(*texts)
    draft: Draft = write(brief)[0][1]
    return Submission(brief=brief, draft=draft)


async def test_two_things_of_one_kind_are_compared() -> None:
    submission = first_of(COUNTER, GAUGE)
    evolution = await ExtractiveEvolver()(submission)
    assert evolution.operator == "compare"
    assert evolution.draft is not None
    assert evolution.draft.question == "What is the difference between a counter and a gauge?"
    assert evolution.draft.answer == f"{COUNTER} {GAUGE}"
    assert [claim.evidence for claim in evolution.draft.claims] == [(0,), (1,)]
    assert (await ExtractiveCritic()(Submission(brief=submission.brief, draft=evolution.draft))).faults == ()


async def test_a_second_question_about_the_same_thing_is_joined() -> None:
    evolution = await ExtractiveEvolver()(first_of(COUNTER, USE))
    assert evolution.operator == "join"
    assert evolution.draft is not None
    assert evolution.draft.question == "What is a counter, and what are counters used for?"


async def test_things_of_different_kinds_are_left_alone() -> None:
    evolution = await ExtractiveEvolver()(first_of(COUNTER, "A scope is the range within a program for which an item is valid."))
    assert evolution.draft is None
    assert evolution.reason


async def test_a_thing_is_not_compared_with_a_kind_of_it() -> None:
    evolution = await ExtractiveEvolver()(
        first_of("A crate is a unit of code that the compiler sees at once.", "Binary crates are crates that you can run.")
    )
    assert evolution.draft is None


async def test_what_defines_nothing_gains_nothing() -> None:
    evolution = await ExtractiveEvolver()(first_of(USE, GAUGE))
    assert evolution.draft is None
