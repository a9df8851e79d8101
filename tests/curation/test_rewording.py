"""Rewording: other words for the same statement, where that is certain, and nothing else."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Claim
from bookwright.curation.planting import reword
from bookwright.curation.planting.rewording import WAYS
from bookwright.curation.planting.sound import Sound, Way
from tests.curation.test_planting import sound

BY_NAME = {way.name: way for way in WAYS}


def reworded(way: str, *answers: str) -> str | None:
    draft = BY_NAME[way].plant(sounds(*answers), Random(1))
    return draft.answer if draft else None


def sounds(*answers: str) -> Sound:
    one = sound(answers[0])
    claims = tuple(Claim(text=answer, evidence=(place,)) for place, answer in enumerate(answers))
    return replace(one, draft=one.draft.model_copy(update={"claims": claims, "evidence": one.draft.evidence * len(answers)}))


@pytest.mark.parametrize(
    ("way", "before", "after"),
    [
        ("contracted", "The key does not expire.", "The key doesn't expire."),
        ("contracted", "A key cannot expire.", "A key can't expire."),
        ("written out", "The keys aren\u2019t shared.", "The keys are not shared."),
        ("written out", "A key cannot expire.", "A key can not expire."),
        ("number in words", "It ends after 12 hours.", "It ends after twelve hours."),
        ("number in words", "3 workers start.", "Three workers start."),
        ("number in figures", "It starts at least two workers.", "It starts at least 2 workers."),
        ("synonym", "It ends prior to the audit.", "It ends before the audit."),
        ("synonym", "It ends early, e.g. at noon.", "It ends early, for example at noon."),
        ("synonym", "It stops in order to save power.", "It stops to save power."),
        ("synonym", "It takes 5 percent of it.", "It takes 5 % of it."),
        ("other marks", "It is a \u201ckey\u201d.", 'It is a "key".'),
        ("with its source", "The key is kept.", "According to Offices, the key is kept."),
        ("with its source", "Bergen keeps the key.", "According to Offices, Bergen keeps the key."),
        ("with its source", "Audit of it is due.", "According to Offices, audit of it is due."),
    ],
)
def test_the_words_change_and_the_statement_stays(way: str, before: str, after: str) -> None:
    assert reworded(way, before) == after


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("contracted", "It is not only fast."),
        ("number in words", "Step 2 sends it."),
        ("number in words", "RFC 8 states it."),
        ("number in words", "See section 3 lists."),
        ("number in words", "It takes 2.5 hours."),
        ("number in words", "It takes 13 hours in all."),
        ("number in figures", "It has twenty-two workers."),
        ("number in figures", "It keeps one of two."),
        ("with its source", "run_all starts it."),
        ("with its source", "Leaving it ends it."),
        ("other marks", "Plain words."),
    ],
)
def test_what_could_mean_something_else_is_left_alone(way: str, text: str) -> None:
    assert reworded(way, text) is None


def test_two_claims_become_one_with_the_evidence_of_both() -> None:
    draft = BY_NAME["as one sentence"].plant(sounds("The key is kept.", "It expires."), Random(1))
    assert draft
    assert draft.claims == (Claim(text="The key is kept; it expires.", evidence=(0, 1)),)
    assert reworded("as one sentence", "The key is kept.") is None


@given(st.text(max_size=8))
def test_the_same_seed_rewords_the_same_and_leaves_the_question(seed: str) -> None:
    found, again = reword(sound(), seed), reword(sound(), seed)
    assert found == again
    assert found
    assert found.fault is None
    assert found.draft.question == sound().draft.question
    assert found.draft.claims != sound().draft.claims


@given(st.sampled_from(WAYS), st.lists(st.text(max_size=40), min_size=1, max_size=3), st.integers())
def test_no_way_fails_on_any_answer(way: Way, answers: list[str], seed: int) -> None:
    way.plant(sounds(*answers), Random(seed))
