"""The files of a run that its owner may have: which they are, and of what type."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

TYPES = {
    r"(records|rejects|reviews)\.jsonl|reviews/\w[\w.-]*\.jsonl|report/claims\.jsonl": "application/jsonl",
    r"(run|reviews/sample|report/report|book/book)\.json": "application/json",
    r"plan\.yaml": "application/yaml",
    r"book/(book|whole|chapter-\d+)\.md": "text/markdown; charset=utf-8",
    r"book/book\.epub": "application/epub+zip",
    r"(report/report|book/book)\.html": "text/html; charset=utf-8",
    r"documents/[0-9a-f]{64}\.txt": "text/plain; charset=utf-8",
}
"""By what a path inside the run directory looks like. What is not here (ledger, library, log) is the server's own."""
REPORT = "report/"


def type_of(path: str) -> str | None:
    """The media type of a file by its path inside the run directory; None where nobody is given such a file."""
    return next((media_type for pattern, media_type in TYPES.items() if re.fullmatch(pattern, path)), None)


def files_in(folder: Path) -> Iterator[tuple[str, int]]:
    """The files of a run directory that its owner may have, by their paths inside it, with their sizes in bytes."""
    for file in sorted(file for pattern in ("*", "*/*") for file in folder.glob(pattern)):
        path = file.relative_to(folder).as_posix()
        if type_of(path):
            with suppress(FileNotFoundError):  # a run at work has taken it out
                yield path, file.stat().st_size
