"""Documents enough for a long run: the examples in many editions, whose sentences each name their own, so that no two say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

TITLE = re.compile(r"^(title: |#+ )", re.MULTILINE)
SENTENCE = re.compile(r"(?<=[a-z]{3})\.(?=\s+[A-Z]|\s*$)", re.MULTILINE)


def write_editions(folder: Path, documents: Path, number: int) -> None:
    """Writes so many editions of every Markdown document into a new folder."""
    folder.mkdir()
    for name, text in editions(documents, number):
        (folder / name).write_text(text, encoding="utf-8")


def editions(documents: Path, number: int) -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    for path in sorted(documents.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for edition in range(1, number + 1):
            titled = TITLE.sub(rf"\1Edition {edition} of ", text, count=1)
            yield f"{path.stem}-{edition:03}.md", SENTENCE.sub(f" in edition {edition}.", titled)
