"""Centrality: the sentences that say most of what a run of sentences says."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from bookwright.curation.book.pairs import likeness
from bookwright.curation.terms import content_terms
from bookwright.knowledge.words import count_words

DAMPING = 0.15
"""The chance to go on to any sentence rather than to one that is like the last."""
ROUNDS = 50
SETTLED = 1e-6
SHORTEST, LONGEST = 6, 45
"""Words of a sentence that can be shown by itself."""
SAME = 0.5
"""The Jaccard index from which a second sentence adds little."""


class Rarity:
    """How rare a term is among sentences, as the inverse document frequency."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._count = len(sentences)
        self._often = Counter(term for sentence in sentences for term in content_terms(sentence))

    def __getitem__(self, term: str) -> float:
        return log((1 + self._count) / (1 + self._often[term])) + 1


def most_central(sentences: Sequence[str], count: int, rarity: Rarity) -> list[str]:
    """At most `count` of the sentences, in their order: the most central ones that can be shown alone and do not repeat each other.

    Continuous LexRank (Erkan and Radev 2004, section 3.3): the stationary distribution of a walk from sentence to sentence by the cosine of
    their vectors of rarities. Ties go to the earlier one. Where none has a fit length, any will do.
    """
    chosen: list[int] = []
    if not sentences:
        return []
    fit = {index for index, sentence in enumerate(sentences) if SHORTEST <= count_words(sentence) <= LONGEST and sentence[-1] != ":"}
    terms = [content_terms(sentence) for sentence in sentences]
    scores = _walked(_cosines(terms, rarity))
    for index in sorted(fit or range(len(sentences)), key=lambda index: (-round(float(scores[index]), 9), index)):
        if len(chosen) < count and all(likeness(terms[index], terms[other]) < SAME for other in chosen):
            chosen.append(index)
    return [sentences[index] for index in sorted(chosen)]


def _cosines(sentences: Sequence[frozenset[str]], rarity: Rarity) -> NDArray[np.float64]:
    """The cosine of each sentence with each other one; what it has in common with itself says nothing of the others."""
    column = {term: place for place, term in enumerate(sorted(frozenset().union(*sentences)))}
    weights = np.zeros((len(sentences), len(column)))
    for row, terms in enumerate(sentences):
        for term in terms:
            weights[row, column[term]] = rarity[term]
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(lengths > 0, lengths, 1)
    cosines: NDArray[np.float64] = weights @ weights.T
    np.fill_diagonal(cosines, 0)
    return cosines


def _walked(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of time that a walk along the cosines spends at each sentence."""
    count = len(cosines)
    sums = cosines.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, cosines / np.where(sums > 0, sums, 1), 1 / count)
    scores = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        before, scores = scores, DAMPING / count + (1 - DAMPING) * (steps.T @ scores)
        if np.abs(scores - before).sum() < SETTLED:
            break
    return scores
