"""The measures of diversity."""

from collections.abc import Iterable, Sequence

import numpy as np

from bookwright.curation.diversity.likeness import Matrix, cosines, overlaps, terms
from bookwright.knowledge.document import Frozen

OVERLAPPING = 0.7  # from here on Self-Instruct takes an instruction for a repetition (Wang et al. 2023, section 2.2)
ALMOST_NOTHING = 1e-12


class Diversity(Frozen):
    """What is measured of `n` texts. `distinct_2` is how many different word pairs they have for each word, `vendi` how many texts wholly
    unlike each other would be as diverse, `nearest` the mean cosine of a text with the one most like it, `overlapping` the share of texts
    of which another has ROUGE-L 0.7 or more."""

    n: int
    distinct_2: float
    vendi: float
    nearest: float
    overlapping: float


def diversity_of(texts: Sequence[str]) -> Diversity:
    """All measures of at least one text. Time grows with the cube of the number of texts: some seconds for 2,000."""
    alike = cosines(texts)
    return Diversity(
        n=len(texts),
        distinct_2=distinct(texts, 2),
        vendi=vendi(alike),
        nearest=nearest(alike),
        overlapping=overlapping(overlaps(texts), OVERLAPPING),
    )


def distinct(texts: Iterable[str], size: int) -> float:
    """How many different n-grams of that size there are for each word (distinct-n: Li et al. 2016, section 5, which scales by the number of
    words, not of n-grams); 0 where no text has a word."""
    cut = [terms(text) for text in texts]
    grams = {gram for words in cut for gram in zip(*(words[start:] for start in range(size)), strict=False)}
    return len(grams) / max(1, sum(map(len, cut)))


def vendi(alike: Matrix) -> float:
    """The Vendi score (Friedman and Dieng 2023, definition 3.1): the exponential of the entropy of the eigenvalues of K/n, where K says how
    alike each two are. From 1, all the same, to n, all unlike."""
    shares = np.linalg.eigvalsh(alike / len(alike))
    shares = shares[shares > ALMOST_NOTHING]
    return float(np.exp(-np.sum(shares * np.log(shares))))


def nearest(alike: Matrix) -> float:
    """The mean, over all, of the likeness with the one most alike; 0 for one alone."""
    return float(np.mean(np.max(_of_others(alike), axis=1))) if len(alike) > 1 else 0.0


def overlapping(alike: Matrix, least: float) -> float:
    """The share of those to which another is at least so much alike."""
    return float(np.mean(np.max(_of_others(alike), axis=1) >= least)) if len(alike) > 1 else 0.0


def _of_others(alike: Matrix) -> Matrix:
    others = alike.copy()
    np.fill_diagonal(others, -1.0)
    return others
