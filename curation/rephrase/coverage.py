"""How much of a passage survives in a text: its sentences, its numbers, its names, its key terms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bookwright.curation.gates.names import capitalised, identifiers
from bookwright.curation.gates.numbers import HARMLESS_WORDS, figures, number_words
from bookwright.curation.gates.standalone import POINTERS, POINTING
from bookwright.curation.terms import FUNCTION_WORDS, content_terms, stem, tokens, words
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans
from bookwright.knowledge.words import count_words

UNTOLD = re.compile(r"\b\w+://\S+|\]\([^)\s]*\)|\[\d{1,3}\]|^\s*(?:\d+[.)]|[-*•])\s+", re.MULTILINE)
"""What nobody would tell again: addresses, reference marks, the numbers of list items."""
STATES = re.compile(r"(?<!\.\.)[.!?。！？…][\"'”’»)\]*`_]*$|\.\.\.[\"'”’»*_]*$")
"""How a sentence ends that is no heading and leads to no list; not by the dots of code, as in f(...)."""
LEAST_WORDS = 5
"""Words below which a sentence need not be told."""
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
    """What survives of the passage's sentences (those of which evidence names words), its numbers, its names (capitals and identifiers) and
    its key terms (words that it repeats or sets in bold)."""

    sentences: Kept
    numbers: Kept
    names: Kept
    terms: Kept


def coverage(passage: Passage, prose: str, text: str, evidence: Sequence[Evidence], language: str) -> Coverage:
    """What a text that names this evidence keeps of the prose of a passage. Names are told by capitals in English alone, acronyms and code
    everywhere."""
    told = UNTOLD.sub(" ", prose)
    return Coverage(
        sentences=_sentences(passage, prose, evidence, language),
        numbers=_numbers(told, text),
        names=_names(told, text, language),
        terms=_terms(told, passage.key_terms, text),
    )


def stated(passage: Passage, prose: str, language: str) -> Iterator[Evidence]:
    """The sentences of a passage's prose that state something: not the short ones, those that lead to a list, or those that point about."""
    cursor = 0
    for start, end in sentence_spans(prose, language):
        sentence = prose[start:end]
        place = passage.text.find(sentence, cursor)
        if place < 0:
            continue
        cursor = place + len(sentence)
        points = POINTERS & tokens(sentence) and POINTING.search(sentence)
        if STATES.search(sentence) and count_words(sentence) >= LEAST_WORDS and not points:
            yield Evidence(document_id=passage.document_id, start=passage.start + place, end=passage.start + cursor, quote=sentence)


def _sentences(passage: Passage, prose: str, evidence: Sequence[Evidence], language: str) -> Kept:
    wanted = list(stated(passage, prose, language))
    lost = [one.quote for one in wanted if not any(piece.start < one.end and one.start < piece.end for piece in evidence)]
    return Kept(of=len(wanted), lost=tuple(lost))


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
