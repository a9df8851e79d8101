"""Evidence windows: which sentences speak of a claim.

Each term of the claim weighs by its rarity among the sentences (inverse sentence frequency, Robertson and Zaragoza 2009, formula 3.2), more
where it is a name or number; a form of it counts half and a kin a third. A sentence has part of what its neighbours score, as one that goes
on about a subject seldom names it again. Then sentences are taken one by one, each for what it adds to those taken (after
the maximal marginal relevance of Carbonell and Goldstein 1998).
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bookwright.curation.support.evidence import AT_HAND, Ready, ready, words_of
from bookwright.curation.support.lexicon import FUNCTION, kin, root
from bookwright.knowledge.analysis import ENGLISH, family, lexical_terms

FORM_SHARE, KIN_SHARE = 0.5, 0.3
NAME_WEIGHT = 1.5
NAMED = re.compile(r"[^\W_]*[A-Z0-9]")
LENGTH_POWER = 0.3
NEIGHBOURS = 0.2
NONE: frozenset[str] = frozenset()

Floats = NDArray[np.float64]


def best_windows(claim: str, sentences: Sequence[str], k: int = 5, language: str = "en") -> tuple[int, ...]:
    """The indices of the `k` sentences that best cover the claim together, best first; all of them if there are no more.

    English is compared by roots, forms and kin of words, other languages by character n-grams.
    """
    if family(language) == ENGLISH:
        evidence = ready(tuple(sentences))
        covered, weights, _ = coverage(claim, evidence)
        return chosen(covered, weights, _lengths(evidence), k)
    analyse = lexical_terms(family(language))
    return chosen(
        *_by_terms(set(analyse(claim)), [set(analyse(text)) for text in sentences]), np.array(list(map(len, sentences)), float), k
    )


def covered_by(claim: str, evidence: Ready, counts: Sequence[int]) -> dict[str, float]:
    """Which share of an English claim its best sentences have together, by weight, for each count of them; and of its names and numbers."""
    covered, weights, named = coverage(claim, evidence)
    order = list(chosen(covered, weights, _lengths(evidence), max(counts)))
    shares = {f"covered by {count}": _share(covered[order[:count]], weights) for count in counts}
    return shares | {"names and numbers covered": _share(covered[order], weights * named)}


def _share(covered: Floats, weights: Floats) -> float:
    """The share of the weights that some row has; 1 where nothing weighs."""
    total = float(weights.sum())
    return float(covered.max(axis=0, initial=0.0) @ weights) / total if total else 1.0


@lru_cache(AT_HAND)
def coverage(claim: str, evidence: Ready) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """How much of each content root of a claim each sentence has (sentences × roots, 0..1), what each root weighs, and which are names."""
    roots: dict[str, bool] = {}
    for word in words_of(claim):
        if word.casefold() not in FUNCTION:
            roots[root(word)] = roots.get(root(word), False) or bool(NAMED.match(word))
    covered = np.zeros((len(evidence.sentences), len(roots)))
    for column, word in enumerate(roots):
        for share, others in ((KIN_SHARE, kin().get(word, NONE)), (FORM_SHARE, evidence.forms_of(word)), (1.0, {word})):
            for other in evidence.sentences_of.keys() & others:
                covered[list(evidence.sentences_of[other]), column] = share
    counts = [len(evidence.sentences_of.get(word, ())) for word in roots]
    named = np.array(list(roots.values()), dtype=bool)
    return covered, np.array([_rarity(count, len(covered)) for count in counts]) * np.where(named, NAME_WEIGHT, 1.0), named


def chosen(covered: Floats, weights: Floats, lengths: Floats, k: int) -> tuple[int, ...]:
    """The rows that cover most of the weights together, best first, the shorter before the longer."""
    count = len(covered)
    if not count:
        return ()
    brevity = (lengths / max(float(lengths.mean()), 1e-9) + 1) ** -LENGTH_POWER
    total = float(weights.sum()) or 1.0
    alone = covered @ weights / total * brevity
    alone = alone + NEIGHBOURS * (np.append(0.0, alone[:-1]) + np.append(alone[1:], 0.0))
    left = weights.copy()
    taken: list[int] = []
    for _ in range(min(k, count)):
        gains = covered @ left / total * brevity + alone
        gains[taken] = -1.0
        taken.append(int(gains.argmax()))
        left = left * (1 - covered[taken[-1]])
    return tuple(taken)


def _by_terms(claim: set[str], sentences: Sequence[set[str]]) -> tuple[Floats, Floats]:
    terms = sorted(claim)
    covered = np.array([[float(term in held) for term in terms] for held in sentences]).reshape(len(sentences), len(terms))
    return covered, np.array([_rarity(int(column.sum()), len(sentences)) for column in covered.T])


def _lengths(evidence: Ready) -> Floats:
    return np.array([sentence.length for sentence in evidence.sentences], dtype=np.float64)


def _rarity(holding: int, count: int) -> float:
    return math.log(1 + (count - holding + 0.5) / (holding + 0.5))
