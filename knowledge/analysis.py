"""What a text is cut into before it is counted.

The two channels count different things, so that one finds what the other cannot: for English the lexical channel counts stemmed words
and the dense one character n-grams as well; for every other language the lexical channel counts character n-grams and the dense one words.
"""

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from bookwright.knowledge.words import LOGOGRAPHIC

ENGLISH, OTHER = "english", "other"
STOP_WORDS = frozenset(STOPWORDS_EN)
WORD = re.compile(r"\w+")
RUN = re.compile(rf"(?P<logographic>[{LOGOGRAPHIC}]+)|[^\W{LOGOGRAPHIC}]+")

Analyse = Callable[[str], list[str]]
_stemmers = threading.local()  # PyStemmer's objects are not safe to share between threads


def primary(language: str) -> str:
    """The language of a code such as "en" or "en-GB", without its region."""
    return re.split("[-_]", language.lower())[0]


def family(language: str) -> str:
    """The rule a language falls under, ENGLISH or OTHER."""
    return ENGLISH if primary(language) == "en" else OTHER


def lexical_terms(family: str) -> Analyse:
    """How the lexical channel cuts texts of that family."""
    return english_words if family == ENGLISH else lambda text: ngrams(text, (3, 5), (1, 2))


def dense_terms(family: str) -> Analyse:
    """How the dense channel cuts texts of that family."""
    return _words_and_ngrams if family == ENGLISH else words


def english_words(text: str) -> list[str]:
    """The words of `text`, folded, without stop words, stemmed."""
    kept = [word for word in WORD.findall(_fold(text)) if word not in STOP_WORDS]
    return list(_stemmer().stemWords(kept))


def words(text: str) -> list[str]:
    """The words of `text`, folded; in Chinese and Japanese, which part no words, every two characters in a row."""
    return [term for run, logographic in _runs(text) for term in (_grams(run, 2, 2) if logographic else [run])]


def ngrams(text: str, alphabetic: tuple[int, int], logographic: tuple[int, int]) -> list[str]:
    """The character n-grams of `text`, folded, none across white space or punctuation; the shortest and longest n for either script.

    A word is marked at both ends, so that "der" at the end of "wieder" is not the article. A logographic run is not: its ends mean nothing.
    """
    return [
        gram
        for run, is_logographic in _runs(text)
        for gram in (_grams(run, *logographic) if is_logographic else _grams(f"_{run}_", *alphabetic))
    ]


def _words_and_ngrams(text: str) -> list[str]:
    """English words, marked by a space after them, and the character n-grams that tie the forms of a word to each other."""
    return [*(f"{word} " for word in english_words(text)), *ngrams(text, (4, 4), (1, 2))]


def _runs(text: str) -> list[tuple[str, bool]]:
    """The runs of letters and digits, and whether each is of a logographic script."""
    return [(match[0], match["logographic"] is not None) for match in RUN.finditer(_fold(text))]


@lru_cache(maxsize=16_384)
def _grams(run: str, shortest: int, longest: int) -> tuple[str, ...]:
    """The n-grams of one run; the run itself if it is too short to have any."""
    if len(run) < shortest:
        return (run,)
    return tuple([run[i : i + size] for size in range(shortest, longest + 1) for i in range(len(run) - size + 1)])


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _stemmer() -> Any:
    if not hasattr(_stemmers, "english"):
        _stemmers.english = Stemmer.Stemmer("english")
    return _stemmers.english
