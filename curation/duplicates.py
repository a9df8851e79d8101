"""Near-duplicate questions, found in the order in which records are offered."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from sys import intern
from typing import NamedTuple

from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import content_terms
from bookwright.knowledge.evidence import Evidence

ALIKE = 0.8
ALIKE_ON_SAME_EVIDENCE = 0.5

Place = tuple[tuple[str, ...], str]
Span = tuple[str, int, int]


class Shown(NamedTuple):
    """What is remembered of a question: little, since a long run has many. Terms, numbers and evidence are sorted."""

    name: str
    terms: tuple[str, ...]
    numbers: tuple[str, ...]
    evidence: tuple[Span, ...]


class Duplicates:
    """Remembers the questions it was shown.

    Two are alike when their numbers are the same and their content terms agree: a Jaccard index of 0.8, or of 0.5 where the answers rest on
    the very same evidence. Only questions that share a term among the first few of both, in one fixed order, can reach 0.8, so only those
    are compared (prefix filtering: Chaudhuri, Ganti and Kaushik 2006, section 4; Bayardo, Ma and Srikant 2007, section 3). Where all rest
    on the same few passages, `on_same_evidence` can be set to 0.8 too.
    """

    def __init__(self, on_same_evidence: float = ALIKE_ON_SAME_EVIDENCE) -> None:
        self._on_same_evidence = on_same_evidence
        self._shown: list[Shown] = []
        self._by_term: dict[Place, list[int]] = defaultdict(list)
        self._by_evidence: dict[tuple[Span, ...], list[int]] = defaultdict(list)

    def find(self, question: str, evidence: Iterable[Evidence]) -> str | None:
        """The name of a question shown before that this one repeats."""
        new = _remembered("", question, evidence)
        near = {index for place in _places(new) for index in self._by_term.get(place, ())}
        near.update(self._by_evidence.get(new.evidence, ()))
        return next((self._shown[index].name for index in sorted(near) if self._alike(new, self._shown[index])), None)

    def show(self, name: str, question: str, evidence: Iterable[Evidence]) -> None:
        """Remembers a question under a name."""
        new = _remembered(name, question, evidence)
        for place in _places(new):
            self._by_term[place].append(len(self._shown))
        self._by_evidence[new.evidence].append(len(self._shown))
        self._shown.append(new)

    def _alike(self, new: Shown, old: Shown) -> bool:
        least = self._on_same_evidence if new.evidence == old.evidence else ALIKE
        common = len(set(new.terms).intersection(old.terms))
        return common > 0 and common >= least * (len(new.terms) + len(old.terms) - common) and new.numbers == old.numbers


def _places(shown: Shown) -> list[Place]:
    """Under which terms a question is kept and looked for: so many of the longest that any question alike has one of them there too."""
    terms = sorted(shown.terms, key=lambda term: (-len(term), term))
    return [(shown.numbers, term) for term in terms[: len(terms) - ceil(round(ALIKE * len(terms), 9)) + 1]]


def _remembered(name: str, question: str, evidence: Iterable[Evidence]) -> Shown:
    return Shown(
        name=name,
        terms=tuple(sorted(map(intern, content_terms(question)))),
        numbers=tuple(sorted(figures(question) | number_words(question))),
        evidence=tuple(sorted({(intern(piece.document_id), piece.start, piece.end) for piece in evidence})),
    )
