"""ROUGE-L between instructions, and which of many an instruction is too near to."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import floor
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"[a-z0-9]+")
EXACT = 9
"""Digits after which a product of the threshold counts as whole, so that 0.7 of 70 tokens is 49."""

Tokens = Callable[[str], Sequence[str]]


def tokens(text: str) -> list[str]:
    """The runs of a–z and 0–9 of the text in lower case: what the package rouge-score compares by default, without its stemmer."""
    return TOKEN.findall(text.lower())


def rouge_l(first: Sequence[object], second: Sequence[object]) -> float:
    """The F-measure of ROUGE-L between two lists of tokens, from 0 to 1 (Lin 2004, section 3.1, with beta 1): twice their longest common
    subsequence over the sum of their lengths; 0 where one is empty."""
    both = len(first) + len(second)
    return 2 * int(LCSseq.similarity(first, second)) / both if first and second else 0.0


class Near(NamedTuple):
    """A text that is too near, by its name, and how near."""

    name: str
    score: float


class Pool:
    """Texts that others must not come near to.

    Two are too near where their ROUGE-L is above the threshold. It cannot be above it where the tokens that they have in common, whatever
    their order, are too few for it; these are counted for all texts at once from an inverted index, and only the texts that are left are
    compared, with a bit-parallel longest common subsequence (Hyyrö 2004, as rapidfuzz has it). So nothing is missed, and an answer is
    that of comparing with every text.
    """

    def __init__(self, threshold: float, tokens: Tokens = tokens) -> None:
        self.threshold, self._tokens = threshold, tokens
        self._names: list[str] = []
        self._texts: list[array[int]] = []
        self._lengths = array("i")
        self._numbers: dict[str, int] = {}
        self._holding: dict[tuple[int, int], array[int]] = defaultdict(lambda: array("i"))
        """Which texts have a token so many times at least: a token that stands twice is two entries."""

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str, text: str) -> None:
        """Puts a text in, under a name."""
        numbered = array("L", [self._numbers.setdefault(token, len(self._numbers)) for token in self._tokens(text)])
        for entry in _entries(numbered):
            self._holding[entry].append(len(self._names))
        self._names.append(name)
        self._texts.append(numbered)
        self._lengths.append(len(numbered))

    def nearest(self, text: str) -> Near | None:
        """Of the texts that it is too near to the nearest, the one put in first of several; None where it is far enough from all."""
        unknown = len(self._numbers)
        numbered = array("L", [self._numbers.get(token, unknown) for token in self._tokens(text)])
        if not numbered or not self._names:
            return None
        shared, lengths = self._shared(numbered), np.frombuffer(self._lengths, dtype=np.int32)
        bounds = 2 * shared / (lengths + len(numbered))
        left = np.flatnonzero(np.round(bounds - self.threshold, EXACT) > 0)
        best = 0.0, 0
        for place in left[np.argsort(-bounds[left])].tolist():
            if bounds[place] < best[0]:
                break
            best = max(best, (self._score(numbered, place), -place))
        return Near(self._names[-best[1]], best[0]) if best[0] else None

    def _score(self, numbered: "array[int]", place: int) -> float:
        """The ROUGE-L with the text at that place; 0 where it is not above the threshold."""
        other = self._texts[place]
        both = len(numbered) + len(other)
        least = floor(round(self.threshold * both / 2, EXACT)) + 1
        common = int(LCSseq.similarity(numbered, other, score_cutoff=least))
        return 2 * common / both if common >= least else 0.0

    def _shared(self, numbered: "array[int]") -> "np.ndarray[Any, np.dtype[np.int64]]":
        """How many tokens each text has in common with this one, whatever their order."""
        holding = [np.frombuffer(found, dtype=np.int32) for entry in _entries(numbered) if (found := self._holding.get(entry))]
        together = np.concatenate(holding) if holding else np.empty(0, dtype=np.int32)
        return np.bincount(together, minlength=len(self._names))


def _entries(numbered: Iterable[int]) -> list[tuple[int, int]]:
    """Each token with the number of its occurrence."""
    counts: dict[int, int] = defaultdict(int)
    entries = []
    for token in numbered:
        counts[token] += 1
        entries.append((token, counts[token]))
    return entries
