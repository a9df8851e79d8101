"""What the Improve step keeps: the threshold, each way of thinking once, the best few."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.chat import Usage
from bookwright.agents.items import Decision, Verdict
from bookwright.agents.reason.items import Trace
from bookwright.agents.textbook.check import Proof, Verification
from bookwright.curation.reason.records import ReasonRecord, ReasonYield, messages_of
from bookwright.curation.reason.selection import alike, improved
from bookwright.curation.record import Source, VersionOf
from bookwright.knowledge.evidence import Evidence

WAYS = (
    "Nine eggs are left when seven of sixteen are gone, and two dollars each make eighteen.",
    "Selling all sixteen would bring thirty-two dollars; the seven eaten are fourteen less.",
    "Two times the difference between sixteen and seven is what the market pays.",
)


def record(number: int, reasoning: str, reward: float = 1.0, **more: Any) -> ReasonRecord:
    trace = Trace(question="What comes in?", reasoning=reasoning, answer="18")
    return ReasonRecord(
        id=f"p-1.{number}",
        evidence=(Evidence(document_id="d", start=0, end=4, quote="What"),),
        verdict=Verdict(decision=Decision.ACCEPT, by="verification", text_sha256=trace.sha256),
        text_sha256=trace.sha256,
        made_by="m",
        prompts={},
        lineage=(VersionOf(draft=trace, operator="reason", by="m"),),
        source=Source(title="p", path="p"),
        language="en",
        usage=Usage(),
        question=trace.question,
        reasoning=reasoning,
        answer=trace.answer,
        messages=messages_of(trace, program=False),
        verification=Verification(method="answer", proof=Proof.HOLDS),
        reward=reward,
        threshold=0.0,
        difficulty=0.5,
        **more,
    )


def kept(*records: ReasonRecord, threshold: float = 0.0, most: int | None = None, before: tuple[str, ...] = ()) -> list[str]:
    return [one.id[-1] for one in improved(ReasonYield(records=records), threshold, most, before).records]


def reasons(*records: ReasonRecord, threshold: float = 0.0, most: int | None = None) -> dict[str, str]:
    return {one.id[-1]: one.reason for one in improved(ReasonYield(records=records), threshold, most, ()).rejects}


def test_a_reward_at_the_threshold_is_enough_and_one_below_it_is_not() -> None:
    traces = [record(number, way, reward) for number, (way, reward) in enumerate(zip(WAYS, (0.4, 0.5, 0.6), strict=True))]
    assert kept(*traces, threshold=0.5) == ["1", "2"]
    assert reasons(*traces, threshold=0.5) == {"0": "improve:below_threshold"}


def test_the_same_way_is_kept_once_and_the_better_of_the_two_stays() -> None:
    again = WAYS[0].replace("gone", "gone away")
    assert kept(record(0, again, 0.5), record(1, WAYS[0], 0.9), record(2, WAYS[1], 0.5)) == ["1", "2"]


def test_what_was_kept_in_a_round_before_is_not_kept_again() -> None:
    assert kept(record(0, WAYS[0]), record(1, WAYS[1]), before=(f"{WAYS[0]}\n18",)) == ["1"]


def test_repetitions_can_be_kept() -> None:
    twice = ReasonYield(records=(record(0, WAYS[0]), record(1, WAYS[0])))
    assert len(improved(twice, 0.0, None, (), None).records) == 2
    assert len(improved(twice, 0.0, None, (), 1.0).records) == 1


def test_the_best_few_are_kept_and_those_found_without_a_hint_first() -> None:
    hinted, plain = record(0, WAYS[0], 0.5, rationalised=True), record(1, WAYS[1], 0.5)
    assert kept(hinted, plain, most=1) == ["1"]
    assert reasons(hinted, plain, most=1) == {"0": "improve:beyond_count"}
    assert kept(record(0, WAYS[0], 0.4), record(1, WAYS[1], 0.9), record(2, WAYS[2], 0.6), most=2) == ["1", "2"]
    assert kept(record(0, WAYS[0]), most=1, before=("another way altogether",)) == []


@given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_keeps_more(rewards: list[float], one: float, other: float) -> None:
    traces = [record(number, f"{number} {number * 7} {number * 13} {number * 19}", reward) for number, reward in enumerate(rewards)]
    low, high = sorted((one, other))
    assert set(kept(*traces, threshold=high)) <= set(kept(*traces, threshold=low))


@given(st.text(max_size=80))
def test_a_trace_is_like_itself(text: str) -> None:
    assert alike(text, text)


def test_nothing_disappears() -> None:
    made = improved(ReasonYield(records=tuple(record(number, WAYS[number % 2]) for number in range(5))), 0.0, 1, ())
    assert len(made.records) + len(made.rejects) == 5
    assert all(reject.text and reject.text.reasoning in WAYS for reject in made.rejects)
