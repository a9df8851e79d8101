"""The content terms of a text: what is left when the words that every sentence has are taken out."""

import re
from functools import cache, lru_cache

import Stemmer

from bookwright.knowledge.words import UNSPACED

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TOKEN = re.compile(r"[^\W_]+")
AT_HAND = 4096  # texts whose words are kept: those of the drafts and passages that are in work, read by one gate after the other
FUNCTION_WORDS = frozenset(
    """a about above across after again all also although am among an and another any are as at be because been before being below between
    both but by can could did do does doing done down during each either else every few for from further had has have having he her here
    hers him his how i if in into is it its itself just may me might more most must my neither no nor not of off on once one only or other
    our out over own per same shall she should so some such than that the their theirs them then there these they this those through to too
    under until up upon us very was we were what when where whether which while who whom whose why will with within without would you your
    yours called mean means used use using according difference""".split()
)


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(AT_HAND)
def tokens(text: str) -> frozenset[str]:
    """The runs of letters and digits, case folded: a quick look at whether a word can stand in the text at all."""
    return frozenset(TOKEN.findall(text.casefold()))


@lru_cache(AT_HAND)
def words(text: str) -> tuple[str, ...]:
    """The words in order, case folded, without possessives; runs of a script without spaces come as character pairs."""
    folded = text.casefold().replace("’", "'")
    if folded.isascii() or not UNSPACED.search(folded):
        return tuple([token.removesuffix("'s") for token in WORD.findall(folded)])
    found: list[str] = []
    for token in WORD.findall(folded):
        if UNSPACED.search(token):
            found += [token[index : index + 2] for index in range(max(1, len(token) - 1))]
        else:
            found.append(token.removesuffix("'s"))
    return tuple(found)


def stem(word: str) -> str:
    """The English stem; words of other scripts come back as they are."""
    return str(_stemmer().stemWord(word))


@lru_cache(AT_HAND)
def stems(text: str) -> frozenset[str]:
    """The stems of all words."""
    return frozenset(_stemmer().stemWords(list(set(words(text)))))


@lru_cache(AT_HAND)
def content_terms(text: str) -> frozenset[str]:
    """The stems of the words that are no function words."""
    return frozenset(_stemmer().stemWords(list(set(words(text)) - FUNCTION_WORDS)))
