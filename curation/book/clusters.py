"""Clusters: the passages of a library as they lie together, with what each cluster says in a few of its own sentences."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from bookwright.agents.textbook.plan import Cluster, Inventory, Unused
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.centrality import Rarity, most_central
from bookwright.curation.book.pairs import near_pairs
from bookwright.curation.book.prose import prose_of
from bookwright.curation.book.rules import states_a_rule
from bookwright.curation.book.sameness import says_the_same
from bookwright.curation.terms import content_terms
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

LEAST, MOST = 300, 1500
"""Words of prose that a cluster holds where its place allows it."""
GIST = 3
SAME = 0.9
"""The Jaccard index of their terms from which two passages may say the same."""
FEWEST_TERMS = 12
"""Content terms from which a passage says enough to be said twice."""

Run = list[Passage]
Sentences = Mapping[str, Sequence[str]]


def inventory_of(library: Library, specification: Specification, about: str = "") -> Inventory:
    """All passages of the library in clusters, by document in the order of paths, then in reading order.

    A cluster holds neighbours of one document under the same headings: some 300 to 1,500 words of prose, fewer where the document has no
    more. Of passages in several documents that say the same only the first is kept; the others are in `unused`.
    """
    documents = {document.id: document for document in library.each_document()}
    passages = library.passages()
    sentences = {
        passage_id: [sentence.quote for sentence in own]
        for document_id, own_passages in groupby(passages, key=lambda passage: passage.document_id)
        for passage_id, own in prose_of(documents[document_id], list(own_passages)).items()
    }
    repeated = _repeated(passages, sentences)
    titles = {document.id: document.title for document in documents.values()}
    rarity = Rarity([sentence for own in sentences.values() for sentence in own])
    kept = [passage for passage in passages if passage.id not in repeated]
    runs = [run for _, own in groupby(kept, key=lambda passage: passage.document_id) for run in _runs(list(own), 0)]
    clusters = tuple(_cluster(f"c{number}", run, sentences, rarity) for number, run in enumerate(runs, 1))
    unused = tuple(
        Unused(passage_id=passage.id, why=f"says the same as {_place(repeated[passage.id], titles)}")
        for passage in passages
        if passage.id in repeated
    )
    paths = {document.id: document.path for document in documents.values()}
    return Inventory(clusters=clusters, titles=titles, paths=paths, specification=specification, about=about, unused=unused)


def _cluster(name: str, run: Run, sentences: Sentences, rarity: Rarity) -> Cluster:
    headings = tuple(dict.fromkeys(passage.headings for passage in run))
    return Cluster(
        id=name,
        document_id=run[0].document_id,
        passages=tuple(passage.id for passage in run),
        headings=headings,
        places=tuple(headings.index(passage.headings) for passage in run),
        gist=tuple(most_central([sentence for passage in run for sentence in sentences[passage.id]], GIST, rarity)),
        words=_words(run),
        rules=sum(map(states_a_rule, (sentence for passage in run for sentence in sentences[passage.id]))),
    )


def _runs(passages: Run, depth: int) -> list[Run]:
    """The passages cut at their headings from that depth on, and where there are none left at their sizes; short neighbours joined."""
    if _words(passages) <= MOST:
        return [passages]
    if all(len(passage.headings) <= depth for passage in passages):
        return _joined([[passage] for passage in passages], MOST)
    parts = [list(part) for _, part in groupby(passages, key=lambda passage: passage.headings[depth : depth + 1])]
    return _joined([run for part in parts for run in _runs(part, depth + 1)], LEAST)


def _joined(runs: list[Run], short: int) -> list[Run]:
    """The runs with every two neighbours as one that fit into a cluster, one of them with fewer words than `short`."""
    joined: list[Run] = []
    for run in runs:
        before, own = _words(joined[-1]) if joined else 0, _words(run)
        if joined and before + own <= MOST and min(before, own) < short:
            joined[-1] = joined[-1] + run
        else:
            joined.append(run)
    return joined


def _words(passages: Sequence[Passage]) -> int:
    return sum(passage.prose_words for passage in passages)


def _repeated(passages: Sequence[Passage], sentences: Sentences) -> dict[str, Passage]:
    """For each passage that says the same as an earlier one of another document that is kept, that one."""
    texts = [" ".join(sentences[passage.id]) for passage in passages]
    terms = [content_terms(text) for text in texts]
    repeated: dict[str, Passage] = {}
    for first, second in near_pairs([own if len(own) >= FEWEST_TERMS else frozenset() for own in terms], SAME):
        one, other = passages[first], passages[second]
        if one.id not in repeated and one.document_id != other.document_id and says_the_same(texts[first], texts[second]):
            repeated.setdefault(other.id, one)
    return repeated


def _place(passage: Passage, titles: Mapping[str, str]) -> str:
    """Where a passage stands, as a reader looks it up."""
    where = " › ".join(dict.fromkeys((titles[passage.document_id], *passage.headings)))
    return f"{where}, characters {passage.start}–{passage.end}"
