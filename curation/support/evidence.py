"""Evidence made ready for comparison: the words of its sentences by root, and where each stands."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bookwright.curation.support.lexicon import BREAKS, FUNCTION, REACH, are_forms, is_negation, root

WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|k|m|b|bn)?\b|[^\W_]+(?:['’][^\W_]+)*")
AT_HAND = 1024  # evidence texts that stay ready
BREAK = ""  # stands between sentences in the stream of roots
PREFIX = 4

T = TypeVar("T")


@dataclass(frozen=True)
class Sentence:
    """A sentence's roots in order and as a set, the roots that stand negated in it, and its length in content words, at least 1."""

    roots: tuple[str, ...]
    held: frozenset[str]
    negated: frozenset[str]
    length: int


@dataclass(frozen=True, eq=False)
class Ready:
    """Evidence, indexed.

    `sentences_of` and `places_of` give for each root the sentences that hold it and its places in `stream`; `rarity` lies in 0..1, near 1
    for what one sentence in many holds; `pairs` are the roots that stand side by side; `beginnings` the roots by their first four letters.
    """

    sentences: tuple[Sentence, ...]
    stream: tuple[str, ...]
    sentences_of: Mapping[str, tuple[int, ...]]
    places_of: Mapping[str, tuple[int, ...]]
    rarity: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    beginnings: Mapping[str, tuple[str, ...]]

    def near(self, first: str, second: str, reach: int) -> bool:
        """Whether `second` stands after `first` somewhere, at most `reach` words on."""
        return any(True for _ in self._spans(first, second, reach))

    def between(self, first: str, second: str, reach: int) -> tuple[str, ...]:
        """The content roots that stand between the two where they first come at most `reach` words apart with content between them."""
        for start, end in self._spans(first, second, reach):
            if found := tuple(word for word in self.stream[start + 1 : end] if word and word not in FUNCTION):
                return found
        return ()

    def forms_of(self, word: str) -> frozenset[str]:
        """The other roots of the evidence that may be forms of the same word."""
        return frozenset(other for other in self.beginnings.get(word[:PREFIX], ()) if other != word and are_forms(word, other))

    def denies(self, word: str) -> bool:
        """Whether each sentence that holds the root denies it."""
        holding = self.sentences_of.get(word, ())
        return bool(holding) and all(word in self.sentences[index].negated for index in holding)

    def affirms(self, word: str) -> bool:
        """Whether the evidence has the root and no sentence denies it."""
        return word in self.rarity and not any(word in self.sentences[index].negated for index in self.sentences_of[word])

    def _spans(self, first: str, second: str, reach: int) -> Iterable[tuple[int, int]]:
        ends = self.places_of.get(second, ())
        for start in self.places_of.get(first, ()) if ends else ():
            for end in ends[bisect_left(ends, start + 1) :]:
                if end - start > reach:
                    break
                yield start, end


def words_of(text: str) -> list[str]:
    """The words and numbers of a text as written, without punctuation; compounds with a hyphen are parted."""
    return WORD.findall(text)


def negated(words: Sequence[str], roots: Sequence[str]) -> frozenset[str]:
    """The roots of content words that stand at most three words after a negation, in the same clause."""
    since, found = REACH + 1, set()
    for word, word_root in zip(words, roots, strict=True):
        if is_negation(word):
            since = 0
            continue
        since = REACH + 1 if word in BREAKS else since + 1
        if since <= REACH and word not in FUNCTION:
            found.add(word_root)
    return frozenset(found)


@lru_cache(AT_HAND)
def ready(evidence: tuple[str, ...]) -> Ready:
    """The evidence, indexed; each text counts as one sentence."""
    sentences = tuple(map(_sentence, evidence))
    stream = tuple(word for sentence in sentences for word in (*sentence.roots, BREAK))
    sentences_of, places_of, beginnings = defaultdict(list), defaultdict(list), defaultdict(list)
    for index, sentence in enumerate(sentences):
        for word in sorted(sentence.held):
            sentences_of[word].append(index)
    for place, word in enumerate(stream):
        if word:
            places_of[word].append(place)
    for word in sentences_of:
        beginnings[word[:PREFIX]].append(word)
    return Ready(
        sentences=sentences,
        stream=stream,
        sentences_of=_fixed(sentences_of),
        places_of=_fixed(places_of),
        rarity={word: _rarity(len(where), len(sentences)) for word, where in sentences_of.items()},
        pairs=frozenset(pair for sentence in sentences for pair in zip(sentence.roots, sentence.roots[1:], strict=False)),
        beginnings=_fixed(beginnings),
    )


def _sentence(text: str) -> Sentence:
    words = [word.casefold().replace("’", "'") for word in words_of(text)]
    roots = tuple(map(root, words))
    return Sentence(roots, frozenset(roots), negated(words, roots), max(1, sum(word not in FUNCTION for word in words)))


def _rarity(holding: int, count: int) -> float:
    """Inverse sentence frequency as a share of its greatest value (Spärck Jones 1972, smoothed)."""
    return math.log((count + 1) / (holding + 0.5)) / math.log((count + 1) / 0.5)


def _fixed(found: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {word: tuple(values) for word, values in found.items()}
