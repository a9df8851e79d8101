"""What came of one passage, and what it depended on."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self

from bookwright import __version__
from bookwright.agents.chat import Usage
from bookwright.agents.failures import UNFINISHED, FailureKind
from bookwright.agents.provenance import READ, strangers
from bookwright.agents.seats import Seats
from bookwright.curation.record import Record, Reject
from bookwright.graphs.history import FAILED
from bookwright.knowledge.document import Document, Frozen
from bookwright.knowledge.library import Library

DEFECT = "defect"
UNANSWERED = set(FailureKind) - set(UNFINISHED.values())


class Ended(Protocol):
    """A reject of any kind."""

    @property
    def reason(self) -> str: ...
    @property
    def usage(self) -> Usage: ...
    def model_copy(self, *, update: Mapping[str, Any]) -> Self: ...


class Made(Protocol):
    """What came of one item of any kind of run, as it is kept in the ledger."""

    @property
    def records(self) -> Sequence[Any]: ...
    @property
    def rejects(self) -> Sequence[Ended]: ...
    def model_dump_json(self) -> str: ...
    def model_copy(self, *, update: Mapping[str, Any]) -> Self: ...
    @classmethod
    def model_validate_json(cls, json_data: str, /) -> Self: ...


class Outcome(Frozen):
    """The records and rejects of one passage."""

    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()

    @property
    def final(self) -> bool:
        """Whether it stands."""
        return is_final(self)


def is_final(made: Made) -> bool:
    """False where anything hung on a call without an answer, or on a defect: such an item is worked on anew when the run goes on."""
    rows = (*made.records, *made.rejects)
    causes = [reject.reason for reject in made.rejects]
    causes += [version.why for row in rows for version in row.lineage if version.operator == FAILED]
    answerings = [row.answering for row in rows if getattr(row, "answering", None)]
    causes += [f"answerer:{given.failed}" for answering in answerings for given in answering.closed if given.failed]
    return not any(stage == DEFECT or why in UNANSWERED for stage, _, why in (cause.partition(":") for cause in causes))


def terms_of(team: Seats, library: Library, settings: Frozen, parameters: dict[str, object]) -> str:
    """One hash of all that an outcome depends on beside its passage: the same terms, the same outcome."""
    return terms_on(
        team, library.each_document(), settings, {"library": library.settings.model_dump(mode="json"), "parameters": parameters}
    )


def terms_on(team: Seats, documents: Iterable[Document], settings: Frozen, beside: dict[str, object]) -> str:
    """One hash of all that the outcome of an item depends on beside the item itself."""
    terms = {
        "version": __version__,
        "code": code_sha256(),
        "settings": settings.model_dump(mode="json"),
        "documents": sorted([d.id, d.path, d.title, d.language, d.licence or ""] for d in documents),
        "makers": team.makers(),
        "prompts": team.prompts(),
        "strangers": strangers(team.seats().values()),
        **beside,
    }
    return hashlib.sha256(json.dumps(terms, sort_keys=True, default=str).encode()).hexdigest()


@cache
def code_sha256() -> str:
    """The hash of this package's own code and prompts, so that an upgrade never passes off an old rule's outcome as its own."""
    package = Path(__file__).resolve().parents[1]
    rooms = [package / room for room in ("agents", "curation", "graphs", "knowledge", "service")]
    files = sorted(path for room in rooms for path in room.rglob("*") if path.suffix in READ)
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
