"""The diversity command: data files and runs measured side by side, at the same number of texts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import JsonValue
from rich.console import Console
from rich.table import Column, Table

from bookwright.curation.diversity.measures import Diversity, diversity_of
from bookwright.curation.diversity.sample import sample
from bookwright.errors import InputError
from bookwright.knowledge.dataset import read_dataset

FIELDS = ("reasoning", "instruction", "question", "problem", "prompt", "text", "messages")
MOST = 2000


def run(paths: Sequence[Path], field: str | None, most: int | None) -> None:
    """Prints the table. InputError for a source without texts in that field."""
    found = {path: texts_of(path, field) for path in paths}
    size = min(most or MOST, *map(len, found.values()))
    table = Table(
        Column("texts of", overflow="fold"), "rows", "n", "distinct-2", "Vendi", "nearest cosine", "ROUGE-L ≥ 0.7", title="Diversity"
    )
    for path, texts in found.items():
        table.add_row(str(path), str(len(texts)), *in_words(diversity_of(sample(texts, size))))
    Console(highlight=False, markup=False).print(table)


def in_words(told: Diversity) -> tuple[str, ...]:
    """The measures as they are shown, in the order of the table."""
    return str(told.n), f"{told.distinct_2:.3f}", f"{told.vendi:.1f}", f"{told.nearest:.2f}", f"{told.overlapping:.2f}"


def texts_of(path: Path, field: str | None) -> list[str]:
    """The texts of a data file or a run. InputError where it has none in that field, or in any of those that usually hold them."""
    rows = [example.fields for example in read_dataset(path).examples]
    texts = [text for row in rows if (text := text_of(row, (field,) if field else FIELDS))]
    if not texts:
        raise InputError(f"{path}: no row has text in {field or 'a field named ' + ', '.join(FIELDS)}; name the field with --field NAME")
    return texts


def text_of(row: Mapping[str, JsonValue], fields: Sequence[str]) -> str:
    """The text of the first of these fields that holds some; of a list of messages, what the user says first."""
    for name in fields:
        value = row.get(name)
        if isinstance(value, list):
            said = (turn for turn in value if isinstance(turn, dict) and turn.get("role") == "user")
            value = next((turn.get("content") for turn in said), None)
        if isinstance(value, str) and value.strip():
            return value
    return ""
