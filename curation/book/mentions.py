"""Mentions: where a text uses a term, in any of its forms."""

import re
from collections.abc import Sequence

from bookwright.agents.extractive.tagging import NOUNS, Token, commonness, tagged
from bookwright.curation.terms import words

ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
JOINING = NOUNS | frozenset(["AJ0", "AJC", "AJS", "VVG", "VVN"])
"""Tags of the words that make a longer phrase of a term before which they stand: "session secret"; or behind which: "open session"."""

EVERYDAY = -12.5
"""The commonness above which a word is one of everyday English. Of rarer ones the tagger knows little: they are names and terms."""


def form(word: str) -> str:
    """A noun without its English plural (the S stemmer of Harman 1991, "How effective is suffixing?"): an authenticator is no
    authentication, which a stem would make of it."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word[:-1] if word.endswith("s") and not word.endswith(("us", "ss")) else word


def key_of(name: str) -> str:
    """What the forms of a term's name have in common: its words in the singular, without an article before them."""
    return " ".join(map(form, words(ARTICLE.sub("", name.strip()))))


class Text:
    """A text made ready for looking terms up in it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = [(sentence, f" {' '.join(map(form, words(sentence)))} ") for sentence in sentences]
        self._whole = "".join(forms for _, forms in self._sentences)

    def mentions(self, key: str) -> bool:
        """Whether a term, given by its key, stands in the text, a word of it not within a longer word."""
        return f" {key} " in self._whole

    @property
    def forms(self) -> frozenset[str]:
        """The forms of all its words."""
        return frozenset(self._whole.split())

    def sentences(self, key: str) -> list[str]:
        """The sentences in which a term stands."""
        return [sentence for sentence, forms in self._sentences if f" {key} " in forms]


def is_whole(sentence: str, key: str) -> bool:
    """Whether a term stands in the English sentence as a noun phrase of its own: "a session ends", not "the session secret"."""
    tokens = tagged(sentence)
    forms = [" ".join(map(form, words(token.text))) for token in tokens]
    length = key.count(" ") + 1
    return any(
        " ".join(forms[start:end]) == key and _stands_alone(tokens, start, end)
        for start in range(len(forms))
        for end in range(start + 1, min(start + length, len(forms)) + 1)
    )


def _stands_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the tokens end in a noun, and no word beside them belongs to the same phrase."""
    last = tokens[end - 1]
    if last.tag not in NOUNS and (last.tag.startswith("V") or commonness(last.word) > EVERYDAY):
        return False
    before, after = tokens[start - 1] if start else None, tokens[end] if end < len(tokens) else None
    joined_before = before is not None and before.tag in JOINING and not before.closes
    joined_after = after is not None and after.tag in NOUNS and last.text[-1:].isalnum()
    return not (joined_before or joined_after)
