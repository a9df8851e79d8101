"""The routes of assistants."""

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from bookwright.errors import RequestRefused
from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.assistants.assistant import Assistant
from bookwright.service.serve.wire.bodies import AssistantSearch
from bookwright.service.serve.wire.common import REFUSED, Who
from bookwright.service.serve.wire.route import JsonRoute
from bookwright.service.serve.wire.shapes import AssistantShape, SchemasShape, assistant_id, shown_assistant

routes = APIRouter(prefix="/assistants", tags=["assistants"], responses=REFUSED, route_class=JsonRoute)
AssistantId = Annotated[str, Path(max_length=64)]


@routes.post("/search")
async def search(asked: AssistantSearch, who: Who, response: Response) -> list[AssistantShape]:
    """The assistants there are, by name or graph."""
    found = _found(asked)
    response.headers["X-Pagination-Total"] = str(len(found))
    return [shown_assistant(assistant) for assistant in found[asked.offset : asked.offset + asked.limit]]


@routes.post("/count")
async def count(asked: AssistantSearch, who: Who) -> int:
    """How many assistants there are by that name or graph."""
    return len(_found(asked))


@routes.get("/{assistant_id}")
async def get(assistant_id: AssistantId, who: Who) -> AssistantShape:
    """An assistant, by its id or its name."""
    return shown_assistant(named(assistant_id))


@routes.get("/{assistant_id}/schemas")
async def schemas(assistant_id: AssistantId, who: Who) -> SchemasShape:
    """What an assistant takes and gives."""
    return _schemas(named(assistant_id).name)


@routes.get("/{assistant_id}/graph")
async def graph(assistant_id: AssistantId, who: Who) -> dict[str, list[dict[str, Any]]]:
    """The assistant as one node: what goes on inside a run is told by its events."""
    name = named(assistant_id).name
    ends = [{"id": place, "type": "schema", "data": place} for place in ("__start__", "__end__")]
    edges = [{"source": "__start__", "target": name}, {"source": name, "target": "__end__"}]
    return {"nodes": [*ends, {"id": name, "type": "runnable", "data": {"id": [name], "name": name}}], "edges": edges}


@routes.get("/{assistant_id}/subgraphs")
async def subgraphs(assistant_id: AssistantId, who: Who) -> dict[str, SchemasShape]:
    """None: an assistant is one node."""
    named(assistant_id)
    return {}


def named(name: str) -> Assistant:
    """The assistant of that id or name; 404 where there is none."""
    found = next((one for one in assistants().values() if name in {one.name, assistant_id(one.name)}), None)
    if found is None:
        raise RequestRefused(404, f"assistant {name}: there is none; there are {', '.join(assistants())}")
    return found


@cache
def _schemas(name: str) -> SchemasShape:
    assistant = named(name)
    output = assistant.output.model_json_schema()
    return SchemasShape(
        graph_id=assistant.name, input_schema=assistant.input.model_json_schema(), output_schema=output, state_schema=output
    )


def _found(asked: AssistantSearch) -> list[Assistant]:
    wanted = {name for name in (asked.graph_id, asked.name) if name}
    return [assistant for assistant in assistants().values() if wanted <= {assistant.name}]
