"""A small library to make a book of, a verifier for whole numbers, and the model-played team at the scripted endpoint."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bookwright.agents.chat import Chat
from bookwright.agents.completions import CompletionsChat, Endpoint
from bookwright.agents.patience import Patience, PatientChat
from bookwright.agents.textbook.check import Check, MathCheck, Proof, Verification
from bookwright.curation.book import clusters
from bookwright.knowledge.chunker import ChunkSettings
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.ledger import Ledger
from bookwright.service.paying import LedgerChat
from tests.endpoint.client import Endpoint as Server

LEDGER = (
    (
        "Paid answers",
        "The ledger keeps every paid answer in one durable file. A killed process reads the ledger before it asks the model again. "
        "Commits are grouped, so that several answers share one expensive write. Nothing that was bought once is ever bought twice.",
    ),
    (
        "Grouped commits",
        "Grouped commits collect finished answers for several milliseconds before the disk is touched. "
        "Larger groups lower the price of durability and raise the waiting time of the first answer.",
    ),
)
PACE = (
    (
        "Congestion",
        "The pace grows while the endpoint answers promptly and halves after every refusal. "
        "Additive growth with multiplicative decrease keeps many clients fair to each other.",
    ),
    (
        "Licence",
        "Permission is granted to everybody who keeps this notice together with the distributed material. It comes without any warranty.",
    ),
)


def document(name: str, sections: Sequence[tuple[str, str]]) -> Document:
    """A document of headings with a paragraph under each."""
    blocks = [
        block
        for heading, text in sections
        for block in (Block(kind=BlockKind.HEADING, text=heading, level=1), Block(kind=BlockKind.PARAGRAPH, text=text))
    ]
    return compose(Parsed(media_type="text/plain", blocks=tuple(blocks), title=name.title()), f"{name}.md", "en")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Two documents: a ledger in two sections, and the pace of calls with its licence; each heading is long enough to be a cluster."""
    monkeypatch.setattr(clusters, "LEAST", 1)
    monkeypatch.setattr(clusters, "MOST", 45)
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none", chunk=ChunkSettings(passage_chars=200))) as library:
        library.add([document("ledger", LEDGER), document("pace", PACE)])
        yield library


async def whole_numbers(check: Check, evidence: Sequence[Evidence]) -> Verification:
    """Works out sums of whole numbers, and nothing else."""
    if not isinstance(check, MathCheck):
        return Verification(method=check.kind, proof=Proof.UNCHECKED, detail="not a sum")
    comes_to = sum(map(int, check.expression.split("+")))
    proof = Proof.HOLDS if comes_to == int(check.equals) else Proof.FAILS
    return Verification(method="math", proof=proof, detail=f"{check.expression} comes to {comes_to}")


@asynccontextmanager
async def asking(server: Server, path: Path, around: Callable[[Chat], Chat] = lambda chat: chat) -> AsyncIterator[Chat]:
    """A chat at the endpoint that waits little, with every answer through a ledger at the path; `around` stands between the two."""
    ledger = Ledger(path)
    try:
        async with CompletionsChat(Endpoint(model="scripted", base_url=server.url)) as chat:
            patient = PatientChat(chat, Patience(attempts=6, pause=0.01))
            yield LedgerChat(around(patient), ledger, {})
    finally:
        await ledger.close()
