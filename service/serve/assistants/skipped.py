"""Documents that a run did not read."""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from bookwright.knowledge.document import Frozen


class Skipped(Frozen):
    """An upload that was not read, by its id and name, and why."""

    document_id: str
    name: str
    reason: str


def skipped_among(uploads: Mapping[str, Path], told: Iterable[tuple[str, str]]) -> list[Skipped]:
    """The uploads that were `told` of as skipped, by name and reason. Of several with one name each is told of behind its folder."""
    ids = {name: upload_id for upload_id, path in uploads.items() for name in (path.name, f"{path.parent.name}/{path.name}")}
    return [Skipped(document_id=ids[name], name=PurePosixPath(name).name, reason=reason) for name, reason in told]
