"""The words of substance of a text, reduced so that inflections meet."""

from functools import lru_cache

from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.words import (
    ANAPHORIC,
    AUXILIARIES,
    CONTRACTED,
    COORDINATORS,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    QUESTION_WORDS,
    RELATIVES,
    SUBORDINATORS,
    lexicon,
)

EMPTY = (
    ANAPHORIC | AUXILIARIES | CONTRACTED.keys() | COORDINATORS | DETERMINERS | PERSONAL | PREPOSITIONS | QUESTION_WORDS | RELATIVES
    | SUBORDINATORS | lexicon("be been being not only also then there here happen happens difference mean term refer called use used")
)  # fmt: skip


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A rough stem: plural and the commonest endings off; `focus` and `analysis` keep their own s."""
    if word.endswith(("us", "ss", "is")):
        return word
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def content_words(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {_stem(word) for word in words_of(text.replace("’", "'")) if word not in EMPTY and any(char.isalnum() for char in word)}
