"""How alike each two texts of a set are: by their words, and by the order of them."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist
from scipy.sparse import csr_matrix

from bookwright.curation.terms import words
from bookwright.knowledge.words import UNSPACED

WORD = re.compile(r"[^\W_]+")
FIRST_LETTER = 0x10000  # words are told apart as characters beyond those that surrogates stand for

Matrix = NDArray[np.float64]


def terms(text: str) -> list[str]:
    """The words in order: runs of letters and digits, folded; in scripts without spaces, every two characters."""
    folded = text.casefold()
    return list(words(text)) if UNSPACED.search(folded) else WORD.findall(folded)


def cosines(texts: Sequence[str]) -> Matrix:
    """The cosine of each two texts' tf-idf vectors: counts of terms, weighed by 1 + ln(n / texts with the term). A text without terms is
    like itself alone."""
    counts = [Counter(terms(text)) for text in texts]
    column = {term: number for number, term in enumerate(sorted(set().union(*counts)))}
    columns = np.array([column[term] for count in counts for term in count], dtype=np.int64)
    values = np.array([number for count in counts for number in count.values()], dtype=np.float64)
    rows = np.repeat(np.arange(len(texts)), [len(count) for count in counts])
    spread = np.bincount(columns, minlength=len(column))
    weighed = values * (1 + np.log(len(texts) / spread[columns]))
    norms = np.sqrt(np.bincount(rows, weights=weighed**2, minlength=len(texts)))
    vectors = csr_matrix((weighed / norms[rows], (rows, columns)), shape=(len(texts), max(1, len(column))))
    alike = np.asarray((vectors @ vectors.T).todense(), dtype=np.float64)
    np.fill_diagonal(alike, 1.0)
    return alike


def overlaps(texts: Sequence[str]) -> Matrix:
    """The ROUGE-L F-measure of each two texts (Lin 2004, section 3.1, with beta 1): twice their longest common subsequence of words over
    the words of both; 0 where one has none."""
    cut = [terms(text) for text in texts]
    letters = {term: chr(FIRST_LETTER + number) for number, term in enumerate(dict.fromkeys(term for some in cut for term in some))}
    spelt = ["".join(letters[term] for term in some) for some in cut]
    common = cdist(spelt, spelt, scorer=LCSseq.similarity, dtype=np.int32)
    lengths = np.array([len(text) for text in spelt], dtype=np.float64)
    both = np.maximum(lengths[:, None] + lengths[None, :], 1)
    return np.asarray(2 * common / both, dtype=np.float64)
