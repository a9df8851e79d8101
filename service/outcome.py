"""What came of one passage, and what it depended on."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Protocol

from bookwright import __version__
from bookwright.agents.failures import UNFINISHED, FailureKind
from bookwright.curation.record import Record, Reject
from bookwright.graphs.history import FAILED
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library

DEFECT = "defect"
UNANSWERED = set(FailureKind) - set(UNFINISHED.values())


class Seated(Protocol):
    """Any team: who sits in its seats, and the prompts that they work from."""

    def makers(self) -> dict[str, str]: ...
    def prompts(self) -> dict[str, str]: ...


class Outcome(Frozen):
    """The records and rejects of one passage."""

    records: tuple[Record, ...] = ()
    rejects: tuple[Reject, ...] = ()

    @property
    def final(self) -> bool:
        """False where anything hung on a call without an answer, or on a defect: such a passage is worked on anew when the run goes on."""
        items: tuple[Record | Reject, ...] = (*self.records, *self.rejects)
        causes = [reject.reason for reject in self.rejects]
        causes += [version.why for item in items for version in item.lineage if version.operator == FAILED]
        causes += [f"answerer:{given.failed}" for item in items if item.answering for given in item.answering.closed if given.failed]
        return not any(stage == DEFECT or why in UNANSWERED for stage, _, why in (cause.partition(":") for cause in causes))


def terms_of(team: Seated, library: Library, settings: Frozen, parameters: dict[str, object]) -> str:
    """One hash of all that an outcome depends on beside its passage: the same terms, the same outcome."""
    terms = {
        "version": __version__,
        "code": code_sha256(),
        "settings": settings.model_dump(mode="json"),
        "library": library.settings.model_dump(mode="json"),
        "documents": sorted([d.id, d.path, d.title, d.language, d.licence or ""] for d in library.each_document()),
        "makers": team.makers(),
        "prompts": team.prompts(),
        "parameters": parameters,
    }
    return hashlib.sha256(json.dumps(terms, sort_keys=True, default=str).encode()).hexdigest()


@cache
def code_sha256() -> str:
    """The hash of this package's own code and prompts, so that an upgrade never passes off an old rule's outcome as its own."""
    package = Path(__file__).resolve().parents[1]
    rooms = [package / room for room in ("agents", "curation", "graphs", "knowledge")]
    files = sorted(path for room in rooms for path in room.rglob("*") if path.suffix in {".py", ".md", ".toml"})
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
