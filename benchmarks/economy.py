"""Calls and tokens for an accepted record, with each draft criticised in a call of its own and with all drafts of a passage in one call.

    python -m benchmarks.economy [--passages 60] [--faulty 0 0.3]

The endpoint is the tests' own, on loopback: half of the drafts are evolved, a share of them is objected to. A token is four characters.
"""

import argparse
import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from langchain_openai import ChatOpenAI
from pydantic import SecretStr
from tests.endpoint.client import Endpoint, running

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Panel, Submission
from bookwright.agents.models import chat_of
from bookwright.agents.panel import OneByOne
from bookwright.agents.patience import PatientChat
from bookwright.agents.role import Role
from bookwright.agents.team import Team, model_team
from bookwright.graphs.qa import qa_graph
from bookwright.knowledge.document import Document
from bookwright.knowledge.library import Library
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import list_files

AT_ONCE = 8


class Alone:
    """The critic of a panel, shown one draft."""

    def __init__(self, critic: Role[Panel, tuple[Critique, ...]]) -> None:
        self.critic = critic

    async def __call__(self, item: Submission, /) -> Critique:
        (critique,) = await self.critic(Panel(brief=item.brief, drafts=(item.draft,)))
        return critique


def one_by_one(team: Team) -> Team:
    """The team, its critics reading a draft at a time."""
    return replace(team, critics=tuple(OneByOne(Alone(critic)) for critic in team.critics))


async def spent(team: Team, library: Library, passages: int) -> tuple[int, Usage]:
    """How many records came of so many passages, and what all that came of them has cost."""
    graph, room = qa_graph(team, library).compile(), asyncio.Semaphore(AT_ONCE)
    usage, records = Usage(), 0

    async def work(passage_id: str) -> None:
        nonlocal usage, records
        async with room:
            result = await graph.ainvoke({"passage_id": passage_id})
        records += len(result["records"])
        for item in (*result["records"], *result["rejects"]):
            usage = usage.plus(item.usage)

    await asyncio.gather(*(work(passage.id) for passage in library.passages()[:passages]))
    return records, usage


async def measure(endpoint: Endpoint, library: Library, passages: int, faulty: float) -> None:
    """Prints a row for each way."""
    model = ChatOpenAI(model="scripted", base_url=endpoint.url, api_key=SecretStr("none"))
    async with chat_of(model) as chat:
        team = model_team(PatientChat(chat))
        for way, seated in (("one draft a call", one_by_one(team)), ("all drafts of a passage in one call", team)):
            endpoint.follow(evolving=0.5, faulty=faulty)
            records, usage = await spent(seated, library, passages)
            tokens = usage.input_tokens + usage.output_tokens
            print(f"| {faulty:.0%} | {way} | {records} | {usage.calls / records:.2f} | {tokens / records:,.0f} |", flush=True)


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=60)
    parser.add_argument("--faulty", type=float, nargs="+", default=[0.0, 0.3])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        files = list_files([Path("examples/documents")])
        library.add(document for _, document in read_documents(files) if isinstance(document, Document))
        print("| objected to | criticised | records | calls a record | tokens a record |\n|---:|---|---:|---:|---:|")
        with running(Path(folder) / "requests.jsonl") as endpoint:
            for faulty in given.faulty:
                asyncio.run(measure(endpoint, library, given.passages, faulty))


if __name__ == "__main__":
    main()
