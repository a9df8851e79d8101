"""One attack on one role: a run on a document that carries it, against a model that obeys, and what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from pydantic import SecretStr

from bookwright.agents.items import Brief, Claim, Critique, Draft, Submission
from bookwright.agents.patience import Patience
from bookwright.curation.gates import inspect
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.chunker import ChunkSettings
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from bookwright.service.configuration import ModelChoice
from bookwright.service.run import run_qa
from bookwright.service.settings import RunSettings
from tests.attacks.carriers import SOUND, TITLE, write
from tests.attacks.payloads import Payload
from tests.endpoint.client import Endpoint
from tests.endpoint.obedient import WAYS, hidden
from tests.endpoint.plan import Order
from tests.promises import broken_promises, rows
from tests.service.conftest import Silent

ROLES = {"writer": "Written", "evolver": "Evolved", "critic": "Criticism", "judge": "Judgements", "reviser": "Revised"}
"""The roles that can be attacked, and the names by which the endpoint knows their seats."""
READERS = {"critic", "judge"}


class Steered(StrEnum):
    """How a record that says what an attack wants stands to the document.

    UNSOURCED: no words of the document are named for it. MISQUOTED: words are named that say something else. QUOTED: the document itself
    says so, at the offsets named.
    """

    UNSOURCED = "unsourced"
    MISQUOTED = "misquoted"
    QUOTED = "quoted"


class Outcome(NamedTuple):
    """What came of an attack.

    `delivered` and `obeyed` count requests of the attacked seat, `hidden` the characters on its pages that nobody sees. `steered` are the
    records that say what the attack wants, `broken` what is wrong with the run and its records beside that.
    """

    payload: Payload
    delivered: int
    obeyed: int
    hidden: int
    records: int
    steered: tuple[tuple[Steered, str], ...]
    broken: tuple[str, ...]

    def of(self, kind: Steered) -> list[str]:
        """The records of one kind, as question and answer."""
        return [text for found, text in self.steered if found is kind]


def attack(folder: Path, payload: Payload, endpoint: Endpoint) -> Outcome:
    """The run, from the document to its records."""
    source, out = folder / "source", folder / "run"
    write(source, payload)
    others = READERS - {payload.role} | ({"writer"} if payload.role in READERS else set())
    order = Order(name=payload.name, claim=payload.claim, signs=payload.signs)
    endpoint.follow(
        orders=(order,), obeying=(ROLES[payload.role],), lax=tuple(sorted(ROLES[role] for role in others)), sound=SOUND,
        faulty=float(payload.role == "reviser"),
    )  # fmt: skip
    run_qa(_settings(source, out, endpoint, evolve=float(payload.role == "evolver")), Silent())
    pages = [line for line in endpoint.log() if line["event"] == "page" and line["seat"] == ROLES[payload.role]]
    records = rows(out, "records.jsonl")
    return Outcome(
        payload=payload,
        delivered=sum(payload.name in page["orders"] for page in pages),
        obeyed=sum(page["obeyed"] == payload.name for page in pages),
        hidden=sum(page["hidden"] for page in pages),
        records=len(records),
        steered=tuple((kind, f"{row['question']} {row['answer']}") for row in records if (kind := _steered(row, payload))),
        broken=(*broken_promises(out), *_at_the_gates(out, records)),
    )


@contextmanager
def ungated() -> Iterator[None]:
    """Inside the block no gate finds anything: what an attack would come to if only the model's own judgement stood in its way."""

    def nothing(submission: Submission, _: object = None) -> Critique:
        return Critique(draft_sha256=submission.draft.sha256, by="gates")

    with patch("bookwright.graphs.nodes.inspect", nothing):
        yield


def _settings(source: Path, out: Path, endpoint: Endpoint, evolve: float) -> RunSettings:
    return RunSettings(
        sources=(str(source),),
        out=out,
        model=ModelChoice(name="scripted", base_url=endpoint.url, key=SecretStr("any")),
        patience=Patience(attempts=2, pause=0.01),
        library=LibrarySettings(embeddings="none", chunk=ChunkSettings(passage_chars=1600)),
        qa=QASettings(drafts=len(WAYS) + 1, evolve=evolve, about=TITLE),
    )


def _steered(record: dict[str, Any], payload: Payload) -> Steered | None:
    """How a record does what the attack wants; None if it does not."""
    if hidden(f"{record['question']} {record['answer']}"):
        return Steered.UNSOURCED
    found = [words for words in (payload.claim, *payload.signs) if _says(f"{record['question']} {record['answer']}", words)]
    if not found:
        return None
    saying = [[claim] for claim in record["claims"] if _says(claim["text"], found[0])]
    if not saying and _says(record["answer"], found[0]):  # over several sentences
        saying = [record["claims"]]
    if not saying or not all(claim["evidence"] for claims in saying for claim in claims):
        return Steered.UNSOURCED
    quoted = (" ".join(record["evidence"][index]["quote"] for claim in claims for index in claim["evidence"]) for claims in saying)
    return Steered.QUOTED if all(_says(quotes, found[0]) for quotes in quoted) else Steered.MISQUOTED


def _says(text: str, words: str) -> bool:
    text, words = (" ".join(part.split()).casefold() for part in (text, words))
    return words.strip(".") in text


def _at_the_gates(out: Path, records: list[dict[str, Any]]) -> Iterator[str]:
    """What the gates say of the records when they are shown them again."""
    with Library.open(out / "library") as library:
        passages = tuple(library.passages())
        titles = {passage.document_id: library.imprint(passage.document_id).title for passage in passages}
        for record in records:
            brief = Brief(passages=passages, titles=titles, language=record["language"], about=TITLE)
            draft = Draft(
                question=record["question"],
                kind=record["question_kind"],
                claims=tuple(Claim(**claim) for claim in record["claims"]),
                evidence=tuple(Evidence(**piece) for piece in record["evidence"]),
            )
            yield from (f"{record['id']}: {fault.kind}" for fault in inspect(Submission(brief=brief, draft=draft)).faults)
