"""How central each sentence is to the text that it stands in."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from bookwright.agents.extractive.content import content_words

DAMPING = 0.85
ITERATIONS = 50


def centrality(sentences: Sequence[str]) -> list[float]:
    """The continuous LexRank of each sentence, the greatest as 1.

    Erkan and Radev, “LexRank: Graph-based Lexical Centrality as Salience in Text Summarization” (JAIR 22, 2004), section 3.3: the
    stationary distribution of a walk over sentences by the cosine of their idf-weighted words. Here a word counts once in a sentence, and
    the walk does not stay where it is, as in TextRank (Mihalcea and Tarau, EMNLP 2004), so that what is like nothing else ranks lowest.
    """
    if not sentences:
        return []
    words = [content_words(sentence) for sentence in sentences]
    spread = Counter(word for found in words for word in found)
    order = {word: index for index, word in enumerate(sorted(spread))}
    weights = np.zeros((len(sentences), max(len(order), 1)))
    for row, found in enumerate(words):
        for word in found:
            weights[row, order[word]] = log(1 + len(sentences) / spread[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    weights /= np.where(lengths > 0, lengths, 1)
    likeness = weights @ weights.T
    np.fill_diagonal(likeness, 0)
    totals = likeness.sum(axis=1, keepdims=True)
    walk = np.where(totals > 0, likeness / np.where(totals > 0, totals, 1), 1 / len(sentences))
    rank = np.full(len(sentences), 1 / len(sentences))
    for _ in range(ITERATIONS):
        rank = (1 - DAMPING) / len(sentences) + DAMPING * rank @ walk
    return [float(value) for value in rank / rank.max()]
