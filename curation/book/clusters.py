"""Clusters of a library: neighbouring passages under one heading, with sentences of their own that say what they hold."""

from itertools import groupby

from bookwright.agents.textbook.plan import Cluster, Inventory
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.library import Library
from bookwright.knowledge.sentences import sentence_spans

GIST = 3


def inventory_of(library: Library, specification: Specification, about: str = "") -> Inventory:
    """All passages of the library, those of one document under the same headings together, in reading order."""
    clusters: list[Cluster] = []
    for (document_id, headings), run in groupby(library.passages(), key=lambda passage: (passage.document_id, passage.headings)):
        passages = list(run)
        spans = sentence_spans(passages[0].text, library.imprint(document_id).language)[:GIST]
        clusters.append(
            Cluster(
                id=f"c{len(clusters) + 1}",
                document_id=document_id,
                passages=tuple(passage.id for passage in passages),
                headings=(headings,) if headings else (),
                gist=tuple(passages[0].text[start:end] for start, end in spans),
                words=sum(passage.prose_words for passage in passages),
            )
        )
    titles = {document.id: document.title for document in library.each_document()}
    return Inventory(clusters=tuple(clusters), titles=titles, specification=specification, about=about)
