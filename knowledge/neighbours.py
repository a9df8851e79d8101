"""What stands beside each passage, worked out for many passages at once, since a run asks it of every one."""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from bookwright.knowledge.analysis import primary
from bookwright.knowledge.index import Index
from bookwright.knowledge.passage import Passage

BLOCK = 64
QUERY_CHARACTERS = 600


def drawn(passage_id: str) -> bytes:
    """What to sort passages by so that they come in a fixed order that is at every point a fair sample of the whole."""
    return hashlib.sha256(passage_id.encode()).digest()


def query_of(passage: Passage) -> str:
    """What is looked up for a passage: the words that it begins with, under the last of its headings."""
    return "\n".join([*passage.headings[-1:], passage.text])[:QUERY_CHARACTERS]


class Neighbours:
    """The neighbours of the passages of one state of the library.

    They are worked out in blocks of passages that follow each other in the order of `drawn`, the order in which a run works, and kept.
    """

    def __init__(self, index: Index, passages: Sequence[Passage], languages: Mapping[str, str], read: Callable[[str], Passage]) -> None:
        """The passages come in canonical order; `languages` by document id; `read` gives a passage again by its id."""
        self._index = index
        self._read = read
        self._language = languages
        self._order = sorted((passage.id for passage in passages), key=drawn)
        self._place = {passage_id: place for place, passage_id in enumerate(self._order)}
        self._before = _before(passages)
        self._count = 0
        self._found: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()

    def beside(self, passage_id: str, count: int) -> list[str]:
        """The passage before it in its own section, which may hold what its first words lean on, then what retrieval finds."""
        return self._beside(passage_id, self._retrieved(passage_id, count), count)

    def at_hand(self, passage_id: str, count: int) -> list[str] | None:
        """The same where it was worked out before, at the cost of a look; else None."""
        found = self._found.get(passage_id) if count <= self._count else None
        return None if found is None else self._beside(passage_id, found[: count + 1], count)

    def _beside(self, passage_id: str, found: Sequence[str], count: int) -> list[str]:
        before = self._before.get(passage_id)
        others = [other for other in found if other != before]
        return [*([before] if before else []), *others][:count]

    def _retrieved(self, passage_id: str, count: int) -> tuple[str, ...]:
        """The best `count` and one more, lest the passage before it is among them."""
        if not self._index.takes_many:  # nor asks an endpoint about passages that nobody may ever work on
            passage = self._read(passage_id)
            found = self._index.search(query_of(passage), count + 1, {passage_id}, self._language[passage.document_id])
            return tuple(match.passage_id for match in found)
        with self._lock:
            if count > self._count:
                self._found.clear()  # first, so that `at_hand` never takes what was found for fewer
                self._count = count
            if passage_id not in self._found:
                self._work_out(self._place[passage_id] // BLOCK * BLOCK)
            return self._found[passage_id][: count + 1]

    def _work_out(self, start: int) -> None:
        by_language: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in map(self._read, self._order[start : start + BLOCK]):
            by_language[primary(self._language[passage.document_id])].append(passage)
        for language, passages in by_language.items():
            excluded = [{passage.id} for passage in passages]
            found = self._index.search_many([query_of(passage) for passage in passages], self._count + 1, excluded, language)
            for passage, matches in zip(passages, found, strict=True):
                self._found[passage.id] = tuple(match.passage_id for match in matches)


def _before(passages: Sequence[Passage]) -> dict[str, str]:
    """For each passage that is not the first of its section, the one before it there. They come by document, then by offset."""
    last: dict[tuple[str, tuple[str, ...]], str] = {}
    before: dict[str, str] = {}
    for passage in passages:
        section = passage.document_id, passage.headings
        if section in last:
            before[passage.id] = last[section]
        last[section] = passage.id
    return before
