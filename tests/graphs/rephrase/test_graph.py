"""The graph of rephrasing: what is mended, what is refused, and what a failed call costs."""

from collections.abc import Callable
from typing import Any

import pytest

from bookwright.agents.items import Critique, Decision, Fault, FaultKind, Verdict
from bookwright.agents.rephrase.items import Rephrased, RephraseRevision, RephraseSubmission, Rephrasing
from bookwright.agents.rephrase.team import RephraseTeam
from bookwright.curation.record import Source
from bookwright.curation.rephrase.records import RephraseYield
from bookwright.errors import ModelUnreachable
from bookwright.graphs.rephrase.graph import rephrase_graph
from bookwright.graphs.rephrase.settings import RephraseSettings
from tests.agents.rephrase.conftest import item, text

__all__ = ["item", "text"]

UNCLEAR = Fault(kind=FaultKind.UNCLEAR, quote="session", reason="cannot be understood")


def team_of(
    write: Callable[[Rephrasing], Rephrased],
    criticise: Callable[[RephraseSubmission], tuple[Fault, ...]] = lambda _: (),
    revise: Callable[[RephraseRevision], Rephrased] = lambda revision: revision.text,
    decision: Decision = Decision.ACCEPT,
) -> RephraseTeam:
    """Seats that answer as a test says."""

    async def rephraser(given: Rephrasing) -> Rephrased:
        return write(given)

    async def reviser(given: RephraseRevision) -> Rephrased:
        return revise(given)

    async def critic(given: RephraseSubmission) -> Critique:
        return Critique(draft_sha256=given.text.sha256, by="test", faults=criticise(given))

    async def judge(given: RephraseSubmission) -> Verdict:
        return Verdict(decision=decision, scores={"faithful": 2}, by="test", text_sha256=given.text.sha256)

    return RephraseTeam(rephraser=rephraser, reviser=reviser, critics=(critic,), judges=(judge,))


async def made(team: RephraseTeam, given: Rephrasing, **settings: Any) -> RephraseYield:
    """What comes of an item."""
    graph = rephrase_graph(team, RephraseSettings(**settings)).compile()
    found: RephraseYield = (await graph.ainvoke({"item": given, "source": Source(title="Sessions", path="a.md")}))["made"]
    return found


async def test_a_sound_text_is_a_record_with_all_that_led_to_it(item: Rephrasing, text: Rephrased) -> None:
    (record,) = (await made(team_of(lambda _: text), item)).records
    assert (record.text, record.source_text, record.style) == (text.text, item.passage.text, item.style)
    assert record.verdict.text_sha256 == record.text_sha256 == text.sha256
    assert record.coverage.numbers.share == 1
    assert [critique.by for critique in record.critiques] == ["gates", "test"]
    assert record.whole.quote == item.passage.text


async def test_what_a_critic_finds_is_mended_and_read_again(item: Rephrasing, text: Rephrased) -> None:
    first = text.model_copy(update={"parts": text.parts * 2})
    team = team_of(lambda _: first, lambda given: (UNCLEAR,) if given.text == first else (), lambda _: text)
    (record,) = (await made(team, item)).records
    assert [version.operator for version in record.lineage] == ["write", "revise"]
    assert record.text == text.text


async def test_what_stays_wrong_after_all_rounds_is_refused_with_the_stage(item: Rephrasing, text: Rephrased) -> None:
    (reject,) = (await made(team_of(lambda _: text, lambda _: (UNCLEAR,)), item)).rejects
    assert reject.reason == "critic:unclear"


async def test_a_text_with_lost_facts_never_reaches_a_reader_who_is_paid(item: Rephrasing, text: Rephrased) -> None:
    short = text.model_copy(update={"parts": (text.parts[0].model_copy(update={"claims": text.claims[1:]}),)})
    (reject,) = (await made(team_of(lambda _: short), item)).rejects
    assert reject.reason == "gates:incomplete"
    assert [critique.by for critique in reject.critiques] == ["gates"]


async def test_a_passage_that_holds_nothing_is_a_reject_that_says_so(item: Rephrasing, text: Rephrased) -> None:
    (reject,) = (await made(team_of(lambda _: text.model_copy(update={"parts": ()})), item)).rejects
    assert reject.reason == "rephraser:nothing"


async def test_a_judge_has_the_last_word(item: Rephrasing, text: Rephrased) -> None:
    (reject,) = (await made(team_of(lambda _: text, decision=Decision.REJECT), item)).rejects
    assert reject.reason == "judge:faithful"


@pytest.mark.parametrize("seat", ["rephraser", "reviser"])
async def test_a_failed_call_costs_its_item_alone(item: Rephrasing, text: Rephrased, seat: str) -> None:
    def fails(_: Any) -> Rephrased:
        raise ModelUnreachable("timeout", "no answer")

    team = team_of(fails) if seat == "rephraser" else team_of(lambda _: text, lambda _: (UNCLEAR,), fails)
    (reject,) = (await made(team, item)).rejects
    assert reject.reason == ("rephraser:timeout" if seat == "rephraser" else "critic:unclear")
