"""How much of a passage survives in a text: its numbers, its names, its key terms."""

import re
from collections import Counter
from collections.abc import Iterable

from bookwright.curation.gates.names import capitalised, identifiers
from bookwright.curation.gates.numbers import HARMLESS_WORDS, figures, number_words
from bookwright.curation.terms import FUNCTION_WORDS, content_terms, stem, tokens, words
from bookwright.knowledge.document import Frozen

UNTOLD = re.compile(r"\b\w+://\S+|\]\([^)\s]*\)|\[\d{1,3}\]|^\s*(?:\d+[.)]|[-*•])\s+", re.MULTILINE)
"""What nobody would tell again: addresses, reference marks, the numbers of list items."""
REPEATED = 2
"""How often a word stands in a passage that turns on it."""
BEGINNING = 5
"""Letters that two words of one family have in common: "regular" and "regulation"."""


class Kept(Frozen):
    """How many things of a kind the passage has, and those that the text lacks."""

    of: int
    lost: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share that survives; 1 where there is nothing to keep."""
        return 1 - len(self.lost) / self.of if self.of else 1.0


class Coverage(Frozen):
    """What survives of the passage's numbers, names (capitals and identifiers) and key terms (words that it repeats or sets in bold)."""

    numbers: Kept
    names: Kept
    terms: Kept


def coverage(prose: str, key_terms: Iterable[str], text: str, language: str) -> Coverage:
    """What a text keeps of the prose of a passage. Names are told by capitals in English alone, acronyms and code everywhere."""
    prose = UNTOLD.sub(" ", prose)
    return Coverage(numbers=_numbers(prose, text), names=_names(prose, text, language), terms=_terms(prose, key_terms, text))


def _numbers(prose: str, text: str) -> Kept:
    wanted = figures(prose) | (number_words(prose) - HARMLESS_WORDS)
    return _kept(wanted, figures(text) | number_words(text))


def _names(prose: str, text: str, language: str) -> Kept:
    plain = {name for name in capitalised(prose) if language.startswith("en") or name.isupper()}
    wanted = {name for name in plain if name.casefold() not in FUNCTION_WORDS and len(name) > 1} | identifiers(prose)
    said, folded = tokens(text), text.casefold()
    return _kept(wanted, {name for name in wanted if name.casefold() in said or name.casefold().removesuffix("'s") in folded})


def _terms(prose: str, key_terms: Iterable[str], text: str) -> Kept:
    """By stem, in one form of the word or another, as the passage first has it."""
    first = {stem(word): word for word in reversed(words(prose))}
    count = Counter(map(stem, words(prose)))
    bold = content_terms("\n".join(key_terms))
    wanted = {term for term in content_terms(prose) if count[term] >= REPEATED or term in bold}
    said = content_terms(text)
    beginnings = {term[:BEGINNING] for term in said if len(term) >= BEGINNING}
    lost = {term for term in wanted if term not in said and (len(term) < BEGINNING or term[:BEGINNING] not in beginnings)}
    return Kept(of=len(wanted), lost=tuple(sorted(first[term] for term in lost)))


def _kept(wanted: Iterable[str], said: Iterable[str]) -> Kept:
    wanted = frozenset(wanted)
    return Kept(of=len(wanted), lost=tuple(sorted(wanted.difference(said))))
