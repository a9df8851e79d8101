"""The support score: it ranks, it says why, and it says nothing where it knows nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bookwright.curation.support import Standard, Support, support


def scored(claim: str, lines: tuple[str, ...], standard: Standard = Standard.REWORDED) -> Support:
    told = support(claim, lines, standard=standard)
    assert told is not None
    return told


@pytest.mark.parametrize("standard", Standard)
@given(number=st.integers(30, 999_999))
@settings(max_examples=25)
def test_a_changed_number_scores_below_the_verbatim_claim(number: int, standard: Standard) -> None:
    lines = ("Sarah Miller opened the clinic in Leeds.", "The clinic employs 25 nurses and treats children without an appointment.")
    changed = scored(lines[1].replace("25", str(number)), lines, standard)
    assert changed.score < scored(lines[1], lines, standard).score
    assert changed.reasons[0].word == str(number)


@given(number=st.integers(30, 999_999))
@settings(max_examples=25)
def test_a_changed_number_scores_below_the_same_rewording_without(number: int) -> None:
    lines = ("Sarah Miller opened the clinic in Leeds.", "The clinic employs 25 nurses and treats children without an appointment.")
    rewording = "Children are treated by the clinic without an appointment, and 25 nurses are employed there."
    assert scored(rewording.replace("25", str(number)), lines).score < scored(rewording, lines).score


@pytest.mark.parametrize(
    ("sound", "unsound"),
    [
        ("The city council did not fund the building.", "The city council did fund the building."),
        ("Opening hours were extended because demand rose in winter.", "Opening hours were extended because demand decreased in winter."),
        ("Sarah Miller opened the new clinic in Leeds on Monday.", "Peter Miller opened the new clinic in Leeds on Monday."),
        ("The clinic employs 25 nurses.", "The clinic employs 52 nurses."),
    ],
)
def test_a_sound_claim_scores_above_its_unsound_edit(sound: str, unsound: str, lines: tuple[str, ...]) -> None:
    assert scored(sound, lines).score > scored(unsound, lines).score


def test_a_sentence_of_the_evidence_is_supported_whatever_its_punctuation(lines: tuple[str, ...]) -> None:
    assert scored("“The city council did not fund the building”", lines).score == 1


def test_reasons_name_the_word_and_say_why(lines: tuple[str, ...]) -> None:
    first = scored("The clinic employs 52 nurses.", lines).reasons[0]
    assert (first.word, first.why) == ("52", "the evidence has no such number")
    assert first.effect < 0


def test_a_denial_is_told(lines: tuple[str, ...]) -> None:
    reasons = scored("The city council did fund the building.", lines).reasons
    assert ("fund", "denied in one and affirmed in the other") in {(reason.word, reason.why) for reason in reasons}


def test_windows_point_at_the_evidence(lines: tuple[str, ...]) -> None:
    assert scored("A total of 25 nurses work at the clinic.", lines).windows[0] == 1


def test_a_claim_of_something_else_is_not_covered(lines: tuple[str, ...]) -> None:
    assert scored("Belgian brewers prefer dark malt.", lines, Standard.CITED).score < 0.2
    assert scored("In Leeds, Sarah Miller opened the new clinic.", lines, Standard.CITED).score > 0.8


def test_no_evidence_supports_nothing() -> None:
    assert support("The clinic opened.", ()) == Support(score=0, reasons=(), windows=())


@pytest.mark.parametrize(("claim", "language"), [("Die Klinik öffnet am Montag.", "de"), ("", "en"), ("It is so.", "en"), ("…", "en")])
def test_where_nothing_is_known_nothing_is_said(claim: str, language: str, lines: tuple[str, ...]) -> None:
    assert support(claim, lines, language=language) is None


def test_a_score_cannot_be_changed(lines: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        scored("The clinic opened.", lines).score = 1.0  # type: ignore[misc]


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_a_score_or_none(claim: str, evidence: list[str]) -> None:
    told = support(claim, evidence)
    assert told is None or 0 <= told.score <= 1
