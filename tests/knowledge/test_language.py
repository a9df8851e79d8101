"""The language of a text."""

import pytest

from bookwright.knowledge.language import is_plainly_english, language_of

ENGLISH = "The reactor in Halden was built to study fuels, and the heavy water in its loop was the coolant as well as the moderator."
OTHERS = {
    "de": "Der Reaktor in Halden wurde gebaut, um Brennstoffe zu untersuchen, und das schwere Wasser war auch der Moderator.",
    "nl": "De reactor in Halden is gebouwd om brandstoffen te onderzoeken en het zware water was in de kring ook de moderator.",
    "no": "Reaktoren i Halden ble bygget for å undersøke brensel, og det tunge vannet i kretsen var både kjølemiddel og moderator.",
    "pt": "O reator de Halden foi construído para o estudo de combustíveis e a água pesada serviu de moderador no seu circuito.",
}


def test_english_is_told_by_its_function_words() -> None:
    assert is_plainly_english(ENGLISH)
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize(("language", "text"), OTHERS.items())
def test_its_neighbours_are_not_taken_for_it(language: str, text: str) -> None:
    assert not is_plainly_english(text)
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "1 2 3", "x = f(y); print(x)"])
def test_what_has_no_words_is_not_plainly_anything(text: str) -> None:
    assert not is_plainly_english(text)
