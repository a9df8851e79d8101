"""The graph of a prompt, always through the compiled graph: what is ranked, what makes a pair, and what speaks against it."""

import pytest

from bookwright.agents.items import Brief
from bookwright.agents.pair import Preference
from bookwright.agents.prefer.items import Assignment
from bookwright.curation.prefer.pairing import Pairing
from bookwright.curation.prefer.ranking import Measure
from bookwright.curation.prefer.records import PreferencePair
from bookwright.errors import ModelUnreachable, ReplyUnreadable
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.knowledge.passage import Passage
from tests.graphs.prefer.conftest import FIRST, TIE, Seats, better_of, made_of, prompted

BEST_WORST = PreferSettings(pairing=Pairing.BEST_WORST)


async def test_the_best_answer_is_chosen_and_the_votes_of_both_orders_are_kept() -> None:
    seats = Seats(compare=better_of("thc"))
    (record,) = (await made_of(seats, prompted("helpful", "truthful", "calibrated"), BEST_WORST)).records
    assert (record.chosen, record.rejected, record.margin, record.soft_label) == ("truthful", "calibrated", 1.0, 1.0)
    (ballot,) = record.ballots
    assert (ballot.straight, ballot.swapped) == (Preference.FIRST, Preference.SECOND)
    assert ballot.reasons == ("truthful or calibrated", "calibrated or truthful")
    assert record.text_sha256 == PreferencePair(prompt="Name a bird.", chosen="truthful", rejected="calibrated").sha256
    assert record.verdict.text_sha256 == record.text_sha256
    assert [version.draft.principle for version in record.lineage] == ["helpful", "truthful", "calibrated"]
    assert seats.asked.count("comparer") == 3 * 2


async def test_a_judge_that_goes_by_the_place_makes_no_pair() -> None:
    made = await made_of(Seats(compare=lambda _: FIRST), prompted("helpful", "truthful"))
    assert [reject.reason for reject in made.rejects] == ["margin:tie"]
    assert made.rejects[0].ballots[0].first_place_won
    assert made.rejects[0].soft_label == 0.5


async def test_a_small_margin_is_dropped_with_what_was_ranked() -> None:
    seats = Seats(rate=lambda text: (4, 4) if text == "helpful" else (3, 3))
    made = await made_of(seats, prompted("helpful", "truthful"), PreferSettings(margin=0.3))
    assert [reject.reason for reject in made.rejects] == ["margin:small"]
    assert (made.rejects[0].chosen, made.rejects[0].margin) == ("helpful", 0.25)
    (record,) = (await made_of(seats, prompted("helpful", "truthful"), PreferSettings(margin=0.25))).records
    assert record.chosen_scores == {Measure.ASPECTS: 0.75, Measure.OVERALL: 0.75}
    assert (record.chosen_ratings[0].scores["honesty"], record.rejected_ratings[0].scores["honesty"]) == (4, 3)


async def test_an_overall_score_that_contradicts_its_aspects_drops_the_pair() -> None:
    made = await made_of(Seats(rate=lambda text: (5, 2) if text == "helpful" else (1, 5)), prompted("helpful", "truthful"))
    assert [reject.reason for reject in made.rejects] == ["crosscheck:overall"]


async def test_comparing_leads_where_both_are_asked_and_aspects_may_contradict() -> None:
    agreed = Seats(compare=better_of("ht"), rate=lambda text: (4, 4) if text == "helpful" else (2, 2))
    (record,) = (await made_of(agreed, prompted("helpful", "truthful"))).records
    assert (record.margin, set(record.chosen_scores)) == (1.0, set(Measure))
    made = await made_of(Seats(compare=better_of("th"), rate=agreed.rate), prompted("helpful", "truthful"))
    assert [reject.reason for reject in made.rejects] == ["crosscheck:aspects"]


async def test_answers_of_the_data_are_ranked_as_they_are() -> None:
    seats = Seats(compare=better_of("ab"))
    item = prompted(recorded=("b is worse", "a is better"), preferred=0)
    made = await made_of(seats, item)
    assert (made.records[0].chosen, made.records[0].generation, made.facts["as_recorded"]) == ("a is better", 0, "second")
    assert "respondent" not in seats.asked


async def test_the_same_answer_twice_is_one_answer() -> None:
    seats = Seats(answer=lambda _: "a robin", compare=better_of("a"))
    made = await made_of(seats, prompted("helpful", "truthful"))
    assert [reject.reason for reject in made.rejects] == ["answers:same"]
    assert [version.kept for version in made.rejects[0].lineage] == [True, False]
    assert "comparer" not in seats.asked


async def test_a_failed_answer_is_one_answer_less_and_a_failed_judgement_no_ranking() -> None:
    def answer(item: Assignment) -> str:
        if item.principle == "honest":
            raise ReplyUnreadable("schema", "no words")
        return item.principle

    made = await made_of(Seats(answer=answer, compare=better_of("ht")), prompted("helpful", "truthful", "honest"))
    assert [version.why for version in made.records[0].lineage] == ["", "", "respondent:schema"]
    few = await made_of(Seats(answer=answer, compare=better_of("ht")), prompted("helpful", "honest"))
    assert [reject.reason for reject in few.rejects] == ["respondent:schema"]

    def unread(_: object) -> Preference:
        raise ReplyUnreadable("schema", "no words")

    judged = await made_of(Seats(compare=unread), prompted("helpful", "truthful"))
    assert [reject.reason for reject in judged.rejects] == ["judge:schema"]


async def test_a_hopeless_failure_ends_the_run() -> None:
    def answer(_: Assignment) -> str:
        raise ModelUnreachable("unauthorised", "no such key")

    with pytest.raises(ModelUnreachable):
        await made_of(Seats(answer=answer, compare=lambda _: TIE), prompted("helpful", "truthful"))


PASSAGE = Passage(id="p", document_id="d", start=0, end=52, text="A session must end after 12 hours, says the verifier.")


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        (("It must end after 12 hours.", "It must end after 24 hours."), ""),
        (("It must end after 24 hours.", "It must end after 12 hours."), "crosscheck:gates"),  # the judge prefers the first
        (("It must end after 24 hours.", "It must end after 48 hours."), "gates:number_mismatch"),
    ],
)
async def test_an_answer_that_fails_the_gates_is_never_chosen(recorded: tuple[str, ...], reason: str) -> None:
    item = prompted(recorded=recorded).model_copy(
        update={"prompt": "When must a session end?", "brief": Brief(passages=(PASSAGE,), titles={}, language="en")}
    )
    made = await made_of(Seats(compare=lambda pair: FIRST if pair.first == recorded[0] else Preference.SECOND), item)
    assert [reject.reason for reject in made.rejects] == ([reason] if reason else [])
    if made.records:
        assert (made.records[0].chosen, [str(fault.kind) for fault in made.records[0].faults]) == (recorded[0], ["number_mismatch"])
