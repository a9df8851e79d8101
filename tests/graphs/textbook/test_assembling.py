"""What a book says of where it stands: its documents, and the source of each record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.extractive.guide.team import guide_team
from bookwright.agents.textbook.items import PartKind, SectionBrief, SectionDraft
from bookwright.agents.textbook.plan import Bloom, Objective, Plan, PlannedChapter, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.graphs.textbook.builder import textbook_graph
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from tests.graphs.textbook.conftest import document, whole_numbers

LAMPS = (
    "Every harbour lamp of Marlow burns refined rapeseed oil for {hours} hours on one filling. The keeper trims the wick of each lamp at "
    "dusk, because a long wick blackens the glass. A blackened glass is washed with warm water and vinegar before the next night begins."
)
KEEPER = document("keeper", [("Lamps", LAMPS.format(hours=12))])
ALMANAC = document("almanac", [("Lamps", LAMPS.format(hours=14))])
ROPES = document("ropes", [("Ropes", "They lie there.")])


@pytest.fixture
def lamps(tmp_path: Path) -> Iterator[Library]:
    """Two accounts of the same lamps that contradict each other, and a document with nothing to say."""
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as library:
        library.add([KEEPER, ALMANAC, ROPES])
        yield library


async def guide_to(lamps: Library, team: TextbookTeam) -> dict[str, Any]:
    """The book of one section, planned on the keeper's account and the ropes."""
    passages = tuple(passage.id for one in (KEEPER, ROPES) for passage in lamps.passages(one.id))
    objective = Objective(id="1.1-a", bloom=Bloom.REMEMBER, text="State how long a lamp burns.")
    section = PlannedSection(id="1.1", title="Lamps", objectives=(objective,), passages=passages, words=100)
    plan = Plan(title="Lamps", specification=Specification(), chapters=(PlannedChapter(title="Lamps", sections=(section,)),))
    return await textbook_graph(team, lamps, TextbookSettings(), whole_numbers).compile().ainvoke({"plan": plan})


async def test_the_documents_of_a_book_are_those_that_it_cites_planned_or_not(lamps: Library) -> None:
    book = (await guide_to(lamps, guide_team()))["book"]
    assert [section.title for section in book.sections] == ["Lamps"]
    assert book.documents == (ALMANAC.id, KEEPER.id)


async def test_a_source_is_where_the_first_evidence_stands_even_beside_the_plan(lamps: Library) -> None:
    team = guide_team()

    async def of_the_conflict_alone(brief: SectionBrief) -> SectionDraft:
        draft = await team.writer(brief)
        part = next(part for part in draft.parts if part.kind is PartKind.CONFLICT)
        claims = tuple(claim.model_copy(update={"evidence": (place,)}) for place, claim in enumerate(part.claims))
        evidence = tuple(draft.evidence[claim.evidence[0]] for claim in part.claims)
        return SectionDraft(section=draft.section, parts=(part.model_copy(update={"claims": claims}),), evidence=evidence)

    out = await guide_to(lamps, replace(team, writer=of_the_conflict_alone))
    (item,) = [item for item in (*out["records"], *out["rejects"]) if item.id == "section-1.1"]
    assert item.evidence[0].document_id == ALMANAC.id
    assert item.source
    assert item.source.path == "almanac.md"


async def test_a_question_is_asked_once_in_a_book(tmp_path: Path) -> None:
    others = f"{LAMPS.format(hours=12)} Salt is scraped from the panes in spring."
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as library:
        library.add([KEEPER, document("others", [("Lamps", others)])])
        sections = tuple(
            PlannedSection(
                id=f"1.{number}",
                title=f"Lamps {number}",
                objectives=(Objective(id=f"1.{number}-a", bloom=Bloom.REMEMBER, text="State the key points."),),
                passages=(passage.id,),
                words=100,
            )
            for number, passage in enumerate(library.passages(), 1)
        )
        plan = Plan(title="Lamps", specification=Specification(), chapters=(PlannedChapter(title="Lamps", sections=sections),))
        made = await textbook_graph(guide_team(), library, TextbookSettings(), whole_numbers).compile().ainvoke({"plan": plan})
    questions = [posed.exercise.question for section in made["book"].sections for posed in section.exercises]
    assert questions
    assert len(questions) == len(set(questions))
    again = [reject for reject in made["rejects"] if reject.reason == "selection:asked_before"]
    assert again
    assert {reject.question for reject in again} <= set(questions)
