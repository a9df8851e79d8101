"""langgraph.json: what it names is there, and other servers can run it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bookwright.errors import InputError
from bookwright.service.hosted import graphs
from bookwright.service.hosted.library import library
from tests.service.hosted.conftest import ROOT, loaded

TOLD: dict[str, Any] = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))


@pytest.fixture
async def by_rules(rules_run: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A library to stand on, and no model."""
    monkeypatch.delenv("BOOKWRIGHT_MODEL", raising=False)
    monkeypatch.setenv("BOOKWRIGHT_LIBRARY", str(rules_run))
    library.cache_clear()
    yield
    library().close()
    library.cache_clear()


@pytest.mark.usefixtures("by_rules")
@pytest.mark.parametrize(
    ("name", "takes", "gives"),
    [("qa", {"passage_id", "topic", "specification"}, {"records", "rejects"}), ("textbook", {"plan"}, {"book", "records", "rejects"})],
)
async def test_every_name_is_a_graph_without_a_checkpointer_and_with_narrow_schemas(name: str, takes: set[str], gives: set[str]) -> None:
    assert set(TOLD["graphs"]) == {"qa", "textbook"}
    module, factory = loaded(TOLD["graphs"][name]["path"])
    async with getattr(module, factory)() as graph:
        assert graph.checkpointer is None
        assert set(graph.get_input_jsonschema()["properties"]) == takes
        assert set(graph.get_output_jsonschema()["properties"]) == gives


@pytest.mark.usefixtures("by_rules")
async def test_all_stand_on_one_library_though_their_file_is_read_for_each() -> None:
    (one, qa), (other, textbook) = (loaded(TOLD["graphs"][name]["path"]) for name in ("qa", "textbook"))
    async with getattr(one, qa)(), getattr(other, textbook)():
        assert one is not other


@pytest.mark.usefixtures("by_rules")
async def test_records_come_of_a_topic() -> None:
    async with graphs.qa() as graph:
        made = await graph.ainvoke({"topic": "sessions"})
    assert made["records"]


@pytest.mark.parametrize(("named", "said"), [("", "is not set"), ("no-such", "no-such: holds no library")])
def test_without_a_library_a_line_says_what_to_do(named: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKWRIGHT_LIBRARY", named)
    library.cache_clear()
    with pytest.raises(InputError, match=said):
        library()


def test_the_door_is_there_and_no_studio_goes_past_it() -> None:
    assert TOLD["auth"]["disable_studio_auth"] is True
    module, name = loaded(TOLD["auth"]["path"])
    assert type(getattr(module, name)).__name__ == "Auth"
