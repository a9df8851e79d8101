"""Real passages: the example documents, and small texts in Markdown; and the briefs that a guide is made from."""

from functools import cache
from itertools import groupby
from pathlib import Path

from bookwright.agents.extractive.guide.planner import plan
from bookwright.agents.extractive.guide.surveyor import survey
from bookwright.agents.extractive.reading import read
from bookwright.agents.textbook.items import SectionBrief
from bookwright.agents.textbook.plan import Bloom, Cluster, Inventory, Objective, Plan, PlanBrief, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.chunker import chunk
from bookwright.knowledge.document import Document, compose
from bookwright.knowledge.loaders.markdown import load

EXAMPLES = Path(__file__).parents[4] / "examples" / "documents"
MOST_GIST = 6


def document_of(text: str, path: str = "notes.md", language: str = "en") -> Document:
    """A Markdown text as a document at a path."""
    return compose(load(text.encode()), path, language)


@cache
def example(name: str) -> Document:
    """One of the example documents, by the name of its file."""
    return document_of((EXAMPLES / name).read_text(encoding="utf-8"), name)


def inventory_of(*documents: Document, language: str = "en", about: str = "") -> Inventory:
    """The documents with a cluster for each run of passages under the same headings."""
    clusters: list[Cluster] = []
    for document in documents:
        for headings, run in groupby(chunk(document), lambda passage: passage.headings):
            passages = list(run)
            sentences = [block.sentences[0].text for passage in passages for block in read(passage) if block.sentences]
            clusters.append(
                Cluster(
                    id=f"c{len(clusters) + 1}",
                    document_id=document.id,
                    passages=tuple(passage.id for passage in passages),
                    headings=(headings,),
                    gist=tuple(sentences[:MOST_GIST]),
                    words=sum(passage.prose_words for passage in passages),
                )
            )
    return Inventory(
        clusters=tuple(clusters),
        titles={document.id: document.title for document in documents},
        paths={document.id: document.path for document in documents},
        specification=Specification(language=language),
        about=about,
    )


def plan_of(*documents: Document, chapters: int | None = None, title: str = "") -> Plan:
    """The plan of a guide to the documents."""
    inventory = inventory_of(*documents)
    return plan(PlanBrief(survey=survey(inventory), inventory=inventory, chapters=chapters, title=title))


def briefs_of(*documents: Document) -> list[SectionBrief]:
    """What each section of a guide to the documents is written from."""
    planned = plan_of(*documents)
    passages = {passage.id: passage for document in documents for passage in chunk(document)}
    titles = {document.id: document.title for document in documents}
    return [
        SectionBrief(
            plan=section,
            specification=planned.specification,
            passages=tuple(passages[name] for name in section.passages),
            titles=titles,
            path=(planned.title, chapter.title, section.title),
        )
        for chapter in planned.chapters
        for section in chapter.sections
    ]


def brief_of(text: str) -> SectionBrief:
    """One section on all of a Markdown text, which may be as long as it likes."""
    document = document_of(text)
    passages = tuple(chunk(document))
    objective = Objective(id="1.1-a", bloom=Bloom.REMEMBER, text="State the key points.")
    section = PlannedSection(
        id="1.1", title="Notes", objectives=(objective,), passages=tuple(passage.id for passage in passages), words=500
    )
    titles = {document.id: document.title}
    return SectionBrief(plan=section, specification=Specification(), passages=passages, titles=titles, path=("Notes", "Notes", "Notes"))
