"""The words of a claim, each with its kind: what is likely when such a word is not found differs by kind."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bookwright.agents.extractive.tagging import Token, tagged
from bookwright.curation.support.evidence import negated, words_of
from bookwright.curation.support.lexicon import FUNCTION, root, speech_roots
from bookwright.curation.terms import AT_HAND


class Kind(StrEnum):
    """What a word of a claim is."""

    NAME = "name"
    NUMBER = "number"
    NOUN = "noun"
    VERB = "verb"
    SPEECH = "speech"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    FUNCTION = "function"


KINDS = {"NP0": Kind.NAME, "CRD": Kind.NUMBER, "ORD": Kind.NUMBER, "AV0": Kind.ADVERB, "AVP": Kind.ADVERB}


@dataclass(frozen=True)
class Word:
    """A word as written and in lower case, the root of its form and of its lemma, its kind, and whether a negation stands before it."""

    text: str
    folded: str
    root: str
    base: str
    kind: Kind
    denied: bool

    @property
    def is_content(self) -> bool:
        return self.kind is not Kind.FUNCTION


@lru_cache(AT_HAND)
def claim_words(claim: str) -> tuple[Word, ...]:
    """The words of an English claim in order."""
    read = [(text, text.casefold().replace("’", "'"), token) for token in tagged(claim) for text in words_of(token.text)]
    denied = negated([folded for _, folded, _ in read], [root(folded) for _, folded, _ in read])
    return tuple(_word(text, folded, token, denied) for text, folded, token in read)


def _word(text: str, folded: str, token: Token, denied: frozenset[str]) -> Word:
    own = root(folded)
    whole = token.lemma.isalpha() and token.word == folded
    base = root(token.lemma) if whole else own
    return Word(text, folded, own, base, _kind(folded, token.tag, {own, base}), own in denied)


def _kind(folded: str, tag: str, roots: set[str]) -> Kind:
    if root(folded)[:1].isdigit():
        return Kind.NUMBER
    if folded in FUNCTION:
        return Kind.FUNCTION
    if tag.startswith("VV"):
        return Kind.SPEECH if roots & speech_roots() else Kind.VERB
    return Kind.ADJECTIVE if tag.startswith("AJ") else KINDS.get(tag, Kind.NOUN)
