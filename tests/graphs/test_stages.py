"""Stages in the Q&A graph: what they add travels in the record, another draft passes the gates, and a failed call is a reject."""

from typing import Any

import orjson
import pytest

from bookwright.agents.items import Draft, FaultKind, Submission
from bookwright.agents.seating import Stage
from bookwright.agents.stage import Accepted, Place
from bookwright.errors import ModelRefused, ModelUnreachable
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.graphs.stages import staged_graph
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library
from tests.graphs.conftest import Seats


class Note(Frozen):
    """What a stage of these tests gives."""

    says: str


async def run(library: Library, *stages: Stage, seats: Seats | None = None) -> dict[str, Any]:
    seats, settings = seats or Seats(), QASettings()
    graph = staged_graph(qa_graph(seats.team(), library, settings), stages, library, settings).compile()
    (passage,) = library.passages()
    made: dict[str, Any] = await graph.ainvoke({"passage_id": passage.id})
    return made


def stage(place: Place, role: Any, name: str = "mine") -> Stage:
    return Stage(place=place, name=name, role=role)


@pytest.mark.parametrize("place", [Place.AFTER_WRITER, Place.BEFORE_JUDGE])
async def test_what_a_stage_says_of_a_draft_stands_in_the_record_under_its_name(library: Library, place: Place) -> None:
    async def role(item: Submission) -> Note:
        return Note(says=item.draft.question)

    made = await run(library, stage(place, role))
    (record,) = made["records"]
    assert record.extras == {"mine": {"says": "What is a ledger of paid answers?"}}


async def test_stages_after_acceptance_see_the_texts_and_run_in_their_order(library: Library) -> None:
    order: list[str] = []

    async def first(item: Accepted) -> Note:
        order.append("first")
        return Note(says=item.texts["question"] + item.texts["answer"])

    async def second(item: Accepted) -> list[int]:
        order.append("second")
        return [len(item.evidence)]

    made = await run(library, stage(Place.AFTER_ACCEPT, first, "first"), stage(Place.AFTER_ACCEPT, second, "second"))
    (record,) = made["records"]
    assert order == ["first", "second"]
    assert record.extras == {"first": {"says": f"{record.question}{record.answer}"}, "second": [1]}


async def test_another_draft_is_a_version_that_is_judged_in_place_of_the_first(library: Library) -> None:
    async def role(item: Submission) -> Draft:
        return item.draft.model_copy(update={"question": "What is a ledger that keeps paid answers?"})

    made = await run(library, stage(Place.AFTER_WRITER, role))
    (record,) = made["records"]
    assert [version.operator for version in record.lineage] == ["write", "mine"]
    assert record.question == "What is a ledger that keeps paid answers?"
    assert record.verdict.text_sha256 == record.text_sha256 == record.lineage[1].draft.sha256


async def test_another_draft_that_falls_at_a_gate_is_no_record(library: Library) -> None:
    async def role(item: Submission) -> Draft:
        return item.draft.model_copy(update={"question": "Why?"})

    made = await run(library, stage(Place.BEFORE_JUDGE, role))
    assert made["records"] == []
    assert made["rejects"][0].reason == f"gates:{FaultKind.LENGTH}"


@pytest.mark.parametrize("place", list(Place))
async def test_a_failed_call_makes_the_draft_a_reject_that_names_the_stage(library: Library, place: Place) -> None:
    async def role(item: Any) -> Note:
        raise ModelRefused("refused", "the model declined to answer")

    made = await run(library, stage(place, role))
    assert made["records"] == []
    assert [reject.reason for reject in made["rejects"]] == ["mine:refused"]


async def test_a_hopeless_failure_ends_the_run(library: Library) -> None:
    async def role(item: Any) -> Note:
        raise ModelUnreachable("connection", "nobody is there")

    with pytest.raises(ModelUnreachable):
        await run(library, stage(Place.AFTER_ACCEPT, role))


async def test_without_stages_nothing_of_them_is_in_the_record(library: Library) -> None:
    (record,) = (await run(library))["records"]
    assert "extras" not in orjson.loads(record.model_dump_json())
    assert "extras" not in record.model_dump()
    assert type(record).model_validate_json(record.model_dump_json()) == record
