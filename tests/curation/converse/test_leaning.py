"""Follow-ups: what needs an earlier turn, and what does not."""

import pytest

from bookwright.curation.converse.leaning import leans

BEFORE = "When must a verifier end a session?\nA verifier must end a session after 12 hours."


@pytest.mark.parametrize(
    ("said", "standalone"),
    [
        ("And why is that?", "Why must a verifier end a session after 12 hours?"),
        ("What happens to it if the browser is closed?", "What happens to a session if the browser is closed?"),
        ("For how long?", "For how long may a session last?"),
        ("What about mobile phones?", "When must a verifier end a session on mobile phones?"),
    ],
)
def test_a_question_that_leaves_something_to_earlier_turns_leans(said: str, standalone: str) -> None:
    assert leans(said, standalone, BEFORE, "en")


@pytest.mark.parametrize(
    ("said", "standalone"),
    [
        ("Why must a verifier end a session after 12 hours?", "Why must a verifier end a session after 12 hours?"),
        ("Why must every verifier in the land end such a session so early?", "Why must every verifier in the land end a session early?"),
        ("What is it good for?", "What is a certificate good for?"),
    ],
)
def test_a_question_that_names_all_or_leans_on_what_nobody_said_does_not(said: str, standalone: str) -> None:
    assert not leans(said, standalone, BEFORE, "en")


def test_in_other_languages_the_restored_words_decide() -> None:
    before = "Wann endet eine Sitzung? Eine Sitzung endet nach zwei Stunden."
    assert leans("Und warum?", "Warum endet eine Sitzung nach zwei Stunden?", before, "de")
    assert not leans("Warum endet eine Sitzung?", "Warum endet eine Sitzung?", before, "de")
