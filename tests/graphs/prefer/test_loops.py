"""Pairs of critique loops, read from the lineage that the Q&A graph itself leaves: by its rules, and by seats that a test sets."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.items import Brief, Claim, Draft, FaultKind, QuestionKind, Revision
from bookwright.agents.team import Team, rules_team
from bookwright.curation.prefer.kinds import WRITE_PAIR
from bookwright.curation.prefer.loops import Loops
from bookwright.curation.prefer.records import PreferencePair, PreferenceRecord, PreferenceYield
from bookwright.curation.prefer.telling import story_of
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.evidence import Evidence, locate
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from tests.graphs.conftest import Seats, draft_on, fault

BEFORE = "A borrow checker compares the scopes of all borrows."
DANGLING = "It rejects a program whose references outlive their data."
OTHER = "A lifetime is the scope for which a reference is valid."
SHOWN = Evidence(document_id="row", start=0, end=3, quote="row")


@pytest.fixture
def borrows(tmp_path: Path) -> Iterator[Library]:
    """One document of two paragraphs."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in (f"{BEFORE} {DANGLING}", OTHER))
    with Library.open(tmp_path / "borrows", LibrarySettings(embeddings="none")) as library:
        library.add([compose(Parsed(media_type="text/plain", blocks=blocks), "borrows.md", "en")])
        yield library


async def made_from(team: Team, library: Library) -> PreferenceYield:
    """The pairs of the one record that the graph makes, read back from its line."""
    out = await qa_graph(team, library, QASettings(evolve=0)).compile().ainvoke({"passage_id": library.passages()[0].id})
    (record,) = out["records"]
    fields: dict[str, Any] = json.loads(record.model_dump_json())
    documents = {document.id: document for document in library.each_document()}
    return Loops(record.id, story_of(fields), SHOWN, documents).made()


def pair_of(made: PreferenceYield) -> PreferenceRecord:
    (record,) = made.records
    pair = PreferencePair(prompt=record.prompt, chosen=record.chosen, rejected=record.rejected)
    assert record.text_sha256 == record.verdict.text_sha256 == pair.sha256
    return record


async def test_what_rules_mended_is_a_pair_whose_prompt_is_the_question(borrows: Library) -> None:
    async def writer(brief: Brief) -> tuple[Draft, ...]:
        return (draft_on(brief, "What does a borrow checker reject?", DANGLING),)

    record = pair_of(await made_from(replace(rules_team(), writer=writer), borrows))
    assert record.prompt == "What does a borrow checker reject?"
    assert (record.chosen, record.rejected) == (f"{BEFORE} {DANGLING}", DANGLING)
    assert [one.kind for one in record.faults] == [FaultKind.INCOMPLETE]
    assert record.verdict.reasons[0].startswith("incomplete: ")
    assert (record.made_by, record.generation, record.usage.calls) == ("rules", 0, 0)
    assert [(version.operator, version.kept, version.parent) for version in record.lineage] == [("write", False, None), ("revise", True, 0)]
    assert {piece.quote for piece in record.evidence} == {BEFORE, DANGLING}
    assert record.verdict.verdicts[0].by == "rules"


async def test_where_the_question_changed_the_prompt_asks_for_one_on_the_text(library: Library) -> None:
    better = "What is a ledger of paid answers in a run?"
    sentence = "A ledger is a file that keeps every paid answer."
    seats = Seats(
        criticise=lambda submission: () if submission.draft.question == better else (fault(),),
        revise=lambda revision: draft_on(revision.submission.brief, better, sentence),
    )
    record = pair_of(await made_from(seats.team(), library))
    document = next(iter(library.each_document()))
    assert record.prompt == WRITE_PAIR.format(title=document.title) + "\n\n" + document.text.split("\n\n")[1]
    assert record.chosen == f"Question: {better}\nAnswer: {sentence}"
    assert record.rejected == f"Question: What is a ledger of paid answers?\nAnswer: {sentence}"


async def test_every_faulty_version_on_the_way_is_a_pair_and_one_set_aside_is_none(library: Library) -> None:
    said = iter(["It is a wheel of answers.", "It is a file of answers.", "A ledger is a file that keeps every paid answer."])

    def another(revision: Revision) -> Draft:
        brief, words = revision.submission.brief, next(said)
        carried = locate("A ledger is a file that keeps every paid answer.", brief.passages[0].text, brief.passages[0].document_id)
        assert carried
        evidence = carried.model_copy(
            update={"start": carried.start + brief.passages[0].start, "end": carried.end + brief.passages[0].start}
        )
        claim = Claim(text=words, evidence=(0,))
        return Draft(question=revision.submission.draft.question, kind=QuestionKind.FACT, claims=(claim,), evidence=(evidence,))

    seats = Seats(revise=another, write=lambda brief: (another_first(brief),))

    def another_first(brief: Brief) -> Draft:
        draft = draft_on(brief, "What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer.")
        return draft.model_copy(update={"claims": (Claim(text=next(said), evidence=(0,)),)})

    seats.criticise = lambda submission: () if "keeps every" in submission.draft.answer else (fault(),)
    made = await made_from(seats.team(), library)
    assert [record.rejected for record in made.records] == ["It is a wheel of answers.", "It is a file of answers."]
    assert {record.chosen for record in made.records} == {"A ledger is a file that keeps every paid answer."}
    assert len({record.id for record in made.records}) == 2


async def test_what_was_accepted_as_it_was_written_leaves_no_pair_and_says_so(library: Library) -> None:
    made = await made_from(Seats().team(), library)
    assert ([reject.reason for reject in made.rejects], made.records) == (["loops:unrevised"], ())


@pytest.mark.parametrize("fields", [{"kind": "glossary"}, {"kind": "label"}])
def test_a_kind_without_loops_says_so(fields: dict[str, Any]) -> None:
    (reject,) = Loops("x", story_of(fields), SHOWN, {}).made().rejects
    assert (reject.id, reject.reason) == ("x:loops", "loops:untold")
