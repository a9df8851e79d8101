"""What critics, judges and answerers said of records and rejects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.inquiry import Match
from bookwright.agents.items import Claim, ClaimCheck, Critique, Decision, Fault, FaultKind, Standing, Verdict
from bookwright.curation.answering import Answering, GivenAnswer
from bookwright.curation.criticism import Fate
from bookwright.curation.opinions import opinions_of
from bookwright.curation.record import Record, rejected
from tests.curation.conftest import recorded

CLAIM = Claim(text="The reactor is cooled by heavy water.", evidence=(0,))


def record(**other: object) -> Record:
    return recorded((CLAIM,), (CLAIM.text,), **other)


def critique(read: str, standing: Standing, *faults: FaultKind, by: str = "critic") -> Critique:
    found = tuple(Fault(kind=kind, quote="it", reason="r") for kind in faults)
    return Critique(draft_sha256=read, by=by, checks=(ClaimCheck(claim=0, standing=standing),), faults=found)


def verdict(*own: tuple[str, Decision, int]) -> Verdict:
    verdicts = tuple(Verdict(decision=decision, scores={"clarity": score}, by=by, text_sha256="t") for by, decision, score in own)
    return Verdict(decision=Decision.ACCEPT, scores={"clarity": 1}, by="all", text_sha256="t", verdicts=verdicts)


def answering(opened: tuple[Match | None, ...], *, easy: bool = False) -> Answering:
    return Answering(open=tuple(GivenAnswer(by="m", match=match) for match in opened), closed=(), easy=easy, text_sha256="t")


def fates(accepted: int = 0, replaced: int = 0, fallen: int = 0) -> dict[Fate, int]:
    return {Fate.ACCEPTED: accepted, Fate.REPLACED: replaced, Fate.REJECTED: fallen}


def test_a_critics_word_counts_by_what_became_of_the_version_that_it_read() -> None:
    mended = record(critiques=(critique("earlier", Standing.CONTRADICTED, FaultKind.CONTRADICTED), critique("t", Standing.SUPPORTED)))
    fallen = rejected(record(critiques=(critique("t", Standing.NOT_STATED, FaultKind.UNCLEAR, FaultKind.CONTRADICTED),)), "critic:unclear")
    found = opinions_of([mended, fallen]).criticism
    assert found.claims == {
        Standing.SUPPORTED: fates(accepted=1),
        Standing.CONTRADICTED: fates(replaced=1),
        Standing.NOT_STATED: fates(fallen=1),
    }
    assert list(found.faults.items()) == [("contradicted", fates(replaced=1, fallen=1)), ("unclear", fates(fallen=1))]


def test_gates_are_no_critics() -> None:
    found = opinions_of([record(critiques=(critique("t", Standing.SUPPORTED, FaultKind.ECHO, by="gates"),))]).criticism
    assert (found.claims, found.faults) == ({}, {})


def test_each_judge_is_counted_over_records_and_rejects() -> None:
    accept, reject = Decision.ACCEPT, Decision.REJECT
    rows = [
        record(verdict=verdict(("a", accept, 5), ("b", accept, 4))),
        rejected(record(verdict=verdict(("a", accept, 4), ("b", reject, 1))), "judge:clarity"),
    ]
    found = opinions_of(rows).judging
    assert found is not None
    assert [(judge.name, judge.judged, judge.accepted, judge.means) for judge in found.judges] == [
        ("a", 2, 2, {"clarity": 4.5}),
        ("b", 2, 1, {"clarity": 2.5}),
    ]
    assert (found.judged, found.disagreed) == (2, 1)


@pytest.mark.parametrize(
    ("opened", "same", "partial"),
    [((Match.PARTIAL, Match.SAME), 1, 0), ((None, Match.PARTIAL), 0, 1), ((Match.DIFFERENT, Match.CONTRADICTS), 0, 0)],
)
def test_a_record_counts_by_the_best_answer_from_the_evidence(opened: tuple[Match | None, ...], same: int, partial: int) -> None:
    found = opinions_of([record(answering=answering(opened, easy=True)), record()]).answered
    assert found is not None
    assert (found.records, found.same, found.partial, found.easy, found.rejected) == (1, same, partial, 1, {})


def test_what_falls_at_answering_counts_by_reason_and_nothing_else_does() -> None:
    told = answering((Match.DIFFERENT,), easy=True)
    rows = [rejected(record(answering=told), reason) for reason in ("answerer:disagreement", "matcher:refused", "collation:duplicate")]
    found = opinions_of(rows).answered
    assert found is not None
    assert (found.records, found.easy, found.rejected) == (0, 0, {"answerer:disagreement": 1, "matcher:refused": 1})


def test_where_nobody_was_asked_nothing_is_told() -> None:
    found = opinions_of([record(), rejected(record(), "judge:clarity")])
    assert (found.judging, found.answered) == (None, None)


@given(st.lists(st.tuples(st.sampled_from(Standing), st.sampled_from(["t", "earlier"]), st.booleans())))
def test_every_word_of_a_critic_has_one_fate(said: list[tuple[Standing, str, bool]]) -> None:
    records = [(record(critiques=(critique(read, standing),)), kept) for standing, read, kept in said]
    found = opinions_of(row if kept else rejected(row, "judge:clarity") for row, kept in records).criticism
    assert sum(sum(counts.values()) for counts in found.claims.values()) == len(said)
