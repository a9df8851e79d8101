"""Today's usual way: ChatOpenAI with structured output, a LangGraph graph of five steps for each item, a checkpoint in SQLite after each.

    python -m benchmarks.speed.usual --url URL --bodies FILE --at-once N

The prompts are those of the recorded calls, five for each item, one a step. It needs langgraph, langchain-openai and
langgraph-checkpoint-sqlite.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

from langchain_openai import ChatOpenAI
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, StateGraph
from pydantic import BaseModel, SecretStr

STEPS = ("write", "evolve", "criticise", "revise", "judge")
Messages = list[dict[str, str]]


class Said(BaseModel):
    """What every step answers."""

    question: str
    answer: str


class Item(TypedDict):
    """What goes through the graph: the prompts of its steps, and what was said to each."""

    prompts: list[Messages]
    said: list[dict[str, Any]]


def graph_of(url: str) -> StateGraph[Item]:
    """Five steps in a row, each one call."""
    model = ChatOpenAI(model="scripted", base_url=url, api_key=SecretStr("none"), max_retries=0).with_structured_output(Said)
    graph = StateGraph(Item)

    async def step(item: Item) -> dict[str, Any]:
        answer = await model.ainvoke([(message["role"], message["content"]) for message in item["prompts"][len(item["said"])]])
        return {"said": [*item["said"], answer.model_dump()]}

    for before, name in zip((START, *STEPS), STEPS, strict=False):
        graph.add_node(name, step)
        graph.add_edge(before, name)
    graph.add_edge(STEPS[-1], END)
    return graph


async def work_through(url: str, items: list[list[Messages]], at_once: int, database: Path) -> int:
    """Takes every item through the graph, each in a thread of its own; how many answers came."""
    waiting: Iterator[tuple[int, list[Messages]]] = iter(enumerate(items))
    async with AsyncSqliteSaver.from_conn_string(str(database)) as saver:
        graph = graph_of(url).compile(checkpointer=saver)

        async def work() -> int:
            said = 0
            for number, prompts in waiting:
                thread = {"configurable": {"thread_id": str(number)}}
                said += len((await graph.ainvoke({"prompts": prompts, "said": []}, thread))["said"])
            return said

        return sum(await asyncio.gather(*(work() for _ in range(at_once))))


def main() -> None:
    """Makes items of the recorded calls and works through them."""
    parser = argparse.ArgumentParser(description="Makes recorded calls the usual way.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--bodies", type=Path, required=True, help="one JSON body a line")
    parser.add_argument("--at-once", type=int, required=True)
    parser.add_argument("--calls", type=int, default=8000, help="how many of the recorded calls at most")
    given = parser.parse_args()
    prompts = [json.loads(line)["messages"] for line in given.bodies.read_bytes().splitlines()[: given.calls]]
    items = [prompts[start : start + len(STEPS)] for start in range(0, len(prompts) - len(STEPS) + 1, len(STEPS))]
    with tempfile.TemporaryDirectory() as folder:
        said = asyncio.run(work_through(given.url, items, given.at_once, Path(folder) / "checkpoints.db"))
    print(json.dumps({"valid": said}))


if __name__ == "__main__":
    main()
