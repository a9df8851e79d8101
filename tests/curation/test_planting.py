"""Planting: every way makes a draft with just its fault, the same one for the same seed, and nothing where there is no hold."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Brief, Claim, Draft, QuestionKind
from bookwright.curation.planting import WAYS, Plantable, plant
from bookwright.curation.planting.negation import affirmed, denied, lacking, with_support
from bookwright.curation.planting.number import another_digit, another_word
from bookwright.curation.planting.rewording import WAYS as REWORDINGS
from bookwright.curation.planting.sound import Sound, Way
from bookwright.curation.planting.unit import another_unit
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

TEXT = (
    "The verifier of the Halden office must end a session after at least 12 hours. "
    "The scheduler of the Bergen office starts two workers before each NIST audit with run_all and drop_one. "
    "A cookie is a small file in the browser that the user of the site may delete at any time. "
    "As the Bergen office and the Halden office agree, NIST and IETF audits differ from the run_all and drop_one calls of a worker."
)
ANSWER = TEXT.split(". ", maxsplit=1)[0] + "."


def sound(answer: str = ANSWER, text: str = TEXT) -> Sound:
    """A sound draft on the text, whose one claim is quoted from it or stands on all of it."""
    start = max(text.find(answer), 0)
    end = start + len(answer) if answer in text else len(text)
    passage = Passage(id="p", document_id="d", start=0, end=len(text), text=text)
    draft = Draft(
        question="When does a verifier end it?",
        kind=QuestionKind.FACT,
        claims=(Claim(text=answer, evidence=(0,)),),
        evidence=(Evidence(document_id="d", start=start, end=end, quote=text[start:end]),),
    )
    return Sound(draft=draft, brief=Brief(passages=(passage,), titles={"d": "Offices"}, language="en"), document_id="d", text=text)


@pytest.mark.parametrize("fault", Plantable)
def test_every_fault_has_several_ways_and_one_held_out(fault: Plantable) -> None:
    assert len(WAYS[fault]) >= 3
    assert [way.held_out for way in WAYS[fault]].count(True) == 1


@pytest.mark.parametrize("fault", sorted(set(Plantable) - {Plantable.UNIT, Plantable.CONDITION}))
def test_a_rich_sentence_gives_every_fault_a_hold(fault: Plantable) -> None:
    planted = plant(fault, sound(), "1:a")
    assert planted
    assert planted.draft != sound().draft
    assert planted.way in WAYS[fault]


@given(st.sampled_from(Plantable), st.text(max_size=8))
def test_the_same_seed_plants_the_same_and_always_changes_what_is_read(fault: Plantable, seed: str) -> None:
    planted, again = plant(fault, sound(), seed), plant(fault, sound(), seed)
    assert planted == again
    assert planted is None or read(planted.draft) != read(sound().draft)


def read(draft: Draft) -> tuple[str, list[tuple[str, list[str]]]]:
    """What a reader sees of a draft, whose eye passes over white space and case."""
    claims = [(claim.text, [draft.evidence[index].quote for index in claim.evidence]) for claim in draft.claims]
    return draft.question.casefold(), [(" ".join(text.casefold().split()), quotes) for text, quotes in claims]


@given(st.sampled_from([(fault, way) for fault in Plantable for way in WAYS[fault]]), st.text(max_size=40), st.integers())
def test_no_way_fails_on_any_answer(planting: tuple[Plantable, Way], answer: str, seed: int) -> None:
    planting[1].plant(sound(answer or "?"), Random(seed))


@pytest.mark.parametrize("way", [*(way for ways in WAYS.values() for way in ways), *REWORDINGS], ids=lambda way: way.name)
@pytest.mark.parametrize("claims", [(), (Claim(text="", evidence=()),), (Claim(text="a  b", evidence=()),) * 2])
@pytest.mark.parametrize("evidence", [True, False])
def test_no_way_fails_on_a_record_of_any_form(way: Way, claims: tuple[Claim, ...], evidence: bool) -> None:
    bare = sound().draft.model_copy(update={"claims": claims} | ({} if evidence else {"evidence": ()}))
    way.plant(replace(sound(), draft=bare), Random(1))


@pytest.mark.parametrize("fault", [Plantable.CITATION, Plantable.ADDITION, Plantable.TRUNCATION, Plantable.LEAK])
def test_a_record_without_claims_gives_no_hold(fault: Plantable) -> None:
    bare = replace(sound(), draft=sound().draft.model_copy(update={"claims": ()}))
    assert plant(fault, bare, "1:a") is None


@pytest.mark.parametrize(
    "fault", [Plantable.NUMBER, Plantable.UNIT, Plantable.DIRECTION, Plantable.NEGATION, Plantable.NAME, Plantable.CONDITION]
)
def test_what_is_not_there_cannot_be_changed(fault: Plantable) -> None:
    assert plant(fault, sound("Perhaps, if so."), "1:a") is None


def test_the_wrong_evidence_does_not_carry_the_claim_and_stands_in_the_document() -> None:
    planted = plant(Plantable.CITATION, sound(), "1:a")
    assert planted
    (index,) = planted.draft.claims[0].evidence
    piece = planted.draft.evidence[index]
    assert TEXT[piece.start : piece.end] == piece.quote
    assert "session" not in piece.quote


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("A session ends after twelve hours, unless the user is still at work.", "A session ends after twelve hours."),
        ("If the disk is full, the engine stops at once.", "The engine stops at once."),
        ("All files are read except for the hidden ones.", "All files are read."),
        ("The key may be shared without the consent of its owner.", "The key may be shared."),
    ],
)
def test_a_condition_is_left_out_whole(answer: str, left: str) -> None:
    planted = plant(Plantable.CONDITION, sound(answer), "1:a")
    assert planted
    assert planted.draft.claims[0].text == left


class TestWhatIsNoFaultIsNotPlanted:
    def test_a_condition_that_the_question_names_may_be_left_out_of_the_answer(self) -> None:
        asked = sound("If the disk is full, the engine stops at once.")
        question = asked.draft.model_copy(update={"question": "What does the engine do when the disk is full?"})
        assert plant(Plantable.CONDITION, replace(asked, draft=question), "1:a") is None

    @pytest.mark.parametrize(
        "text",
        [
            "If it is full, stop.",
            "It is not only fast but safe.",
            "It is unknown whether it is safe.",
            "It may rain.",
            "It is done unless it is not wanted.",
        ],
    )
    def test_a_not_that_would_not_turn_the_statement(self, text: str) -> None:
        assert (denied(text, Random(1)), affirmed(text, Random(1))) == (None, None)

    @pytest.mark.parametrize("text", ["See [12].", "RFC 9110-2 says it.", "Use v1.5.2 of it.", "One of the two of them holds."])
    def test_a_number_that_only_names_a_place_or_a_name(self, text: str) -> None:
        assert (another_digit(text, Random(1)), another_word(text, Random(1))) == (None, None)

    @pytest.mark.parametrize("text", ["It took days.", "The minutes of the meeting.", "5 mice"])
    def test_a_unit_that_counts_nothing(self, text: str) -> None:
        assert another_unit(text, Random(1)) is None


@pytest.mark.parametrize(
    ("text", "change", "faulty"),
    [
        ("The key must be shared.", denied, "The key must not be shared."),
        ("The key must not be shared.", affirmed, "The key must be shared."),
        ("A key opens the door.", with_support, "A key does not open the door."),
        ("The run has a ledger.", lacking, "The run has no ledger."),
    ],
)
def test_a_not_is_set_as_one_would_write_it(text: str, change: object, faulty: str) -> None:
    assert callable(change)
    assert change(text, Random(1)) == faulty
