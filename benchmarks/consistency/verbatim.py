"""A book of verbatim sentences, put together without a model: the text of real documents in the shape of a Book."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Brief, Claim, QuestionKind
from bookwright.agents.textbook.items import Part, PartKind, SectionDraft, Term
from bookwright.agents.textbook.plan import Bloom, Cluster, Objective
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.book import Book, Chapter, Section
from bookwright.curation.book.clusters import inventory_of
from bookwright.curation.book.glossary import glossary_of
from bookwright.curation.book.prose import prose_of
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

SENTENCE_END = tuple('.!?:;)”"')
ASKED = re.compile(r"^What (?:is|are|does) (?:an? |the )?(?:the term )?(?P<name>.+?)(?: mean| refer to)?\?$")


def verbatim_book(library: Library, title: str) -> Book:
    """A chapter for each document, a section for each cluster, a part for each passage, every sentence of prose a claim on itself.

    Chapters are in the order of paths, appendices last. Terms are what the rules find a definition of.
    """
    inventory = inventory_of(library, Specification())
    clusters = sorted(inventory.clusters, key=lambda cluster: inventory.titles[cluster.document_id].startswith("Appendix"))
    chapters = [
        Chapter(
            number=number,
            title=inventory.titles[document_id],
            sections=tuple(_section(cluster, f"{number}.{place}", library) for place, cluster in enumerate(own, 1)),
        )
        for number, (document_id, own) in enumerate(groupby(clusters, key=lambda cluster: cluster.document_id), 1)
    ]
    book = Book(
        title=title,
        guide=True,
        specification=inventory.specification,
        chapters=tuple(chapters),
        unused=inventory.unused,
        documents=tuple(inventory.titles),
        makers={},
    )
    return book.model_copy(update={"glossary": glossary_of(book.sections)})


def _section(cluster: Cluster, section_id: str, library: Library) -> Section:
    passages = [library.passage(passage_id) for passage_id in cluster.passages]
    prose = prose_of(library.document(cluster.document_id), passages)
    terms = [found for passage in passages for found in _terms(passage)]
    evidence = (*(sentence for own in prose.values() for sentence in own), *(piece for _, piece in terms))
    parts, place = [], 0
    for own in prose.values():
        claims = tuple(
            Claim(text=sentence.quote, evidence=(index,))
            for index, sentence in enumerate(own, place)
            if sentence.quote.endswith(SENTENCE_END)  # the entries of a table of contents are no sentences
        )
        parts += [Part(kind=PartKind.CONCEPT, claims=claims)] if claims else []
        place += len(own)
    shared = _shared([passage.headings for passage in passages])
    return Section(
        id=section_id,
        number=section_id,
        title=shared[-1] if shared else library.imprint(cluster.document_id).title,
        objectives=(Objective(id=f"{section_id}-a", bloom=Bloom.UNDERSTAND, text="Say what the section says."),),
        draft=SectionDraft(
            section=section_id,
            parts=tuple(parts),
            terms=tuple(
                Term(name=name, definition=Claim(text=piece.quote, evidence=(index,))) for index, (name, piece) in enumerate(terms, place)
            ),
            evidence=evidence,
        ),
        made_by="rules",
    )


def _terms(passage: Passage) -> Iterator[tuple[str, Evidence]]:
    for _, draft in write(Brief(passages=(passage,), titles={passage.document_id: ""}, language="en")):
        found = ASKED.match(draft.question) if draft.kind in (QuestionKind.DEFINITION, QuestionKind.TERM) else None
        if found and found["name"].strip("“”") in draft.answer:
            yield found["name"].strip('“”"'), draft.evidence[0]


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The headings that all paths begin with."""
    return tuple(headings[0] for headings in takewhile(lambda headings: len(set(headings)) == 1, zip(*paths, strict=False)))
