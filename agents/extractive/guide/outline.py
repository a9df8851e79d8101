"""The outline that documents bring along: where each topic stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.guide.order import reading_key
from bookwright.agents.extractive.guide.titles import Path, clean, common
from bookwright.agents.textbook.plan import Cluster, Inventory, PlanBrief, Topic

MOST_PASSAGES = 8
"""Passages in a section."""


@dataclass(frozen=True)
class Piece:
    """Passages of one document that stand together. `paths` are the headings above them, the document's title first, and `main` those above
    `main_words` of their words; `words` counts their prose, `gist` are the sentences that say most of it, `terms` what it defines."""

    document: str
    passages: tuple[str, ...]
    paths: tuple[Path, ...]
    words: int
    main: Path
    main_words: int
    gist: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def with_next(self, following: "Piece") -> "Piece":
        """Both as one."""
        larger = max(self, following, key=lambda piece: piece.main_words)
        return Piece(
            self.document,
            (*self.passages, *following.passages),
            tuple(dict.fromkeys((*self.paths, *following.paths))),
            self.words + following.words,
            larger.main,
            larger.main_words,
            (*self.gist, *following.gist),
            tuple(dict.fromkeys((*self.terms, *following.terms))),
        )


def path_of(headings: tuple[str, ...], title: str) -> Path:
    """The headings above a passage, cleaned, below the title of its document."""
    cleaned = [clean(heading) for heading in (title, *headings) if heading.strip()]
    return tuple(name for number, name in enumerate(cleaned) if not number or name.lower() != cleaned[number - 1].lower())


def pieces(brief: PlanBrief) -> list[Piece]:
    """A piece for each topic, documents in the order in which they are read."""
    inventory = brief.inventory
    documents = list(dict.fromkeys(cluster.document_id for cluster in inventory.clusters))
    if all(document in inventory.paths for document in documents):
        documents.sort(key=lambda document: reading_key(inventory.paths[document]))
    places = {document: number for number, document in enumerate(documents)}
    found = [piece for topic in brief.survey.topics for piece in _of_topic(topic, inventory)]
    return sorted(found, key=lambda piece: places[piece.document])


def _of_topic(topic: Topic, inventory: Inventory) -> Iterable[Piece]:
    """What of a topic stands in each cluster. A passage that no cluster holds is none of the inventory's."""
    wanted = set(topic.passages)
    for cluster in inventory.clusters:
        if wanted & set(cluster.passages):
            title = inventory.titles.get(cluster.document_id, "") or "Untitled"
            paths = tuple(path_of(headings, title) for headings in cluster.headings) or (path_of((), title),)
            yield from _at_headings(cluster, paths, wanted, topic.terms)


def _at_headings(cluster: Cluster, paths: tuple[Path, ...], wanted: set[str], terms: tuple[str, ...]) -> Iterable[Piece]:
    """The wanted passages of a cluster, cut where their headings change if it is known where and they are many. What the cluster says in
    a few sentences is then said of no part; a term stays with the part whose heading names it."""
    of_passage = cluster.words // len(cluster.passages)
    if len(cluster.places) != len(cluster.passages) or len(cluster.passages) <= MOST_PASSAGES:
        passages = tuple(passage for passage in cluster.passages if passage in wanted)
        words = of_passage * len(passages)
        yield Piece(cluster.document_id, passages, tuple(dict.fromkeys(paths)), words, common(paths), words, cluster.gist, terms)
        return
    placed = [(passage, paths[place]) for passage, place in zip(cluster.passages, cluster.places, strict=True) if passage in wanted]
    for path, run in groupby(placed, lambda pair: pair[1]):
        passages = tuple(passage for passage, _ in run)
        words = of_passage * len(passages)
        named = tuple(term for term in terms if content_words(term) and content_words(term) <= content_words(path[-1]))
        yield Piece(cluster.document_id, passages, (path,), words, path, words, (), named)
