"""Near-duplicate questions, found in the order in which records are offered."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import content_terms
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence

ALIKE = 0.8
ALIKE_ON_SAME_EVIDENCE = 0.5


class Shown(Frozen):
    """What is remembered of a question."""

    name: str
    terms: frozenset[str]
    numbers: frozenset[str]
    evidence: frozenset[tuple[str, int, int]]


class Duplicates:
    """Remembers the questions it was shown.

    Two are alike when their numbers are the same and their content terms agree: a Jaccard index of 0.8, or of 0.5 where the answers rest on
    the very same evidence.
    """

    def __init__(self) -> None:
        self._shown: list[Shown] = []
        self._holders: dict[str, list[int]] = defaultdict(list)

    def find(self, question: str, evidence: Iterable[Evidence]) -> str | None:
        """The name of a question shown before that this one repeats."""
        new = _remembered("", question, evidence)
        shared = Counter(index for term in new.terms for index in self._holders[term])
        for index, common in sorted(shared.items()):
            old = self._shown[index]
            least = ALIKE_ON_SAME_EVIDENCE if new.evidence == old.evidence else ALIKE
            if common >= least * len(new.terms | old.terms) and new.numbers == old.numbers:
                return old.name
        return None

    def show(self, name: str, question: str, evidence: Iterable[Evidence]) -> None:
        """Remembers a question under a name."""
        new = _remembered(name, question, evidence)
        for term in new.terms:
            self._holders[term].append(len(self._shown))
        self._shown.append(new)


def _remembered(name: str, question: str, evidence: Iterable[Evidence]) -> Shown:
    return Shown(
        name=name,
        terms=content_terms(question),
        numbers=frozenset(figures(question) | number_words(question)),
        evidence=frozenset((piece.document_id, piece.start, piece.end) for piece in evidence),
    )
