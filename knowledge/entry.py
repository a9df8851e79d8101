"""What the index knows of a passage."""

from dataclasses import dataclass

from bookwright.knowledge.analysis import primary
from bookwright.knowledge.passage import Passage


@dataclass(frozen=True)
class Entry:
    """A passage's id, document and language, and the text that is searched."""

    passage_id: str
    document_id: str
    language: str
    text: str


def entry_of(passage: Passage, language: str) -> Entry:
    """The entry of a passage: its text under those of its headings that do not stand in it."""
    text = "\n".join([*(heading for heading in passage.headings if heading not in passage.text), passage.text])
    return Entry(passage.id, passage.document_id, primary(language), text)
