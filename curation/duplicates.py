"""Near-duplicate questions, found in the order in which records are offered."""

from collections import Counter, defaultdict

from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import content_terms

ALIKE = 0.8


class Duplicates:
    """Remembers the questions it was shown. Two are alike when their content terms agree (Jaccard 0.8) and their numbers are the same."""

    def __init__(self) -> None:
        self._terms: list[frozenset[str]] = []
        self._numbers: list[set[str]] = []
        self._names: list[str] = []
        self._holders: dict[str, list[int]] = defaultdict(list)

    def find(self, question: str) -> str | None:
        """The name of a question shown before that this one repeats."""
        terms, numbers = content_terms(question), figures(question) | number_words(question)
        shared = Counter(index for term in terms for index in self._holders[term])
        for index, common in sorted(shared.items()):
            if common >= ALIKE * len(terms | self._terms[index]) and numbers == self._numbers[index]:
                return self._names[index]
        return None

    def show(self, name: str, question: str) -> None:
        """Remembers a question under a name."""
        terms = content_terms(question)
        for term in terms:
            self._holders[term].append(len(self._terms))
        self._terms.append(terms)
        self._numbers.append(figures(question) | number_words(question))
        self._names.append(name)
