"""Data files: rows of fields, read as a document whose canonical text shows every row, so that a record can point at what it came from."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from bookwright.errors import InputError
from bookwright.knowledge.document import BlockKind, Document, Frozen, Span, text_sha256
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.language import language_of
from bookwright.knowledge.sources import is_run

ENDINGS = (".jsonl", ".json", ".csv", ".tsv", ".txt")
DELIMITERS = {".csv": ",", ".tsv": "\t"}
SAMPLE_CHARS = 20_000
GAP = "\n\n"
IDS = ("id", "task_id", "unique_id")
CODE = re.compile("[a-z]{2,3}")

Fields = dict[str, JsonValue]


class Example(Frozen):
    """One row of a data file. `id` is its own where it names one that no other row has, else the file and its number from 1.

    `fields` are as the file has them; `shown` is where the row stands in the canonical text, `spans` are the values of its fields there.
    `grounds` is evidence that a row of an earlier run carries along.
    """

    id: str
    fields: Fields
    shown: Evidence
    spans: dict[str, Evidence]
    grounds: tuple[Evidence, ...] = ()

    @property
    def generation(self) -> int:
        """How often models have written from what models wrote, by the row's own word; a record of a run without one is the first."""
        told = self.fields.get("generation")
        if isinstance(told, int) and not isinstance(told, bool) and told >= 0:
            return told
        return 1 if self.text("made_by") else 0

    def language_or(self, other: str) -> str:
        """The language that the row names by its code (ISO 639), else the other."""
        named = self.text("language")
        return named if CODE.fullmatch(named) else other

    def text(self, *names: str) -> str:
        """The first of these fields that holds text or a number, as text; empty where none does."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
                return str(value)
        return ""


class Dataset(Frozen):
    """The rows of one source in their order, and the documents that their evidence stands in: the rows themselves, then those of a run.

    `repeated` are ids that more than one row gives itself, so that these rows go by file and number.
    """

    path: str
    examples: tuple[Example, ...]
    documents: tuple[Document, ...]
    repeated: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """The canonical text of the rows."""
        return self.documents[0]

    @property
    def is_run(self) -> bool:
        """Whether the rows are the records of a run, which brings along the documents that it was made from."""
        return len(self.documents) > 1


def read_dataset(path: Path, licence: str | None = None) -> Dataset:
    """The rows of a file (JSON Lines, JSON, CSV, TSV, or text with one row a line, whose field is "text"), or the records of a run.

    InputError, with the line where there is one, for a source that holds no rows or a row that is no object of fields.
    """
    if is_run(path):
        return _of_run(path, licence)
    if path.is_dir():
        raise InputError(f"{path}: is a folder and no run; name a data file ({' '.join(ENDINGS)}) or a run directory")
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise InputError(f"{path}: is no data file that can be read; readable are {' '.join(ENDINGS)} and run directories")
    return _dataset(path.name, _rows(path, ending), licence)


def _rows(path: Path, ending: str) -> list[Fields]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: does not exist; check the path") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; make it readable") from None
    if ending in DELIMITERS:
        rows = list(_of_table(path, text, DELIMITERS[ending]))
    elif ending == ".txt":
        rows = [{"text": line.strip()} for line in text.splitlines() if line.strip()]
    elif ending == ".json":
        rows = list(_of_json(path, text))
    else:
        rows = list(_of_lines(path, text))
    if not rows:
        raise InputError(f"{path}: holds no rows; give a file with at least one")
    return rows


def _of_lines(path: Path, text: str) -> Iterator[Fields]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _object(f"{path}: line {number}", line)


def _of_json(path: Path, text: str) -> Iterator[Fields]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(f"{path}: is no JSON; check its brackets, or name it .jsonl if it has one object a line") from None
    if not isinstance(found, list):
        raise InputError(f"{path}: is no list of rows; give a JSON list of objects")
    for number, row in enumerate(found, 1):
        yield _checked(f"{path}: row {number}", row)


def _of_table(path: Path, text: str, delimiter: str) -> Iterator[Fields]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{path}: line {reader.line_num}: has not as many cells as the first line; mend it")
            yield dict(row)
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: {error}; mend it") from None


def _object(place: str, line: str) -> Fields:
    try:
        return _checked(place, json.loads(line))
    except (ValueError, RecursionError):
        raise InputError(f"{place}: is no JSON; give one object a line") from None


def _checked(place: str, row: object) -> Fields:
    if not isinstance(row, dict) or not row:
        raise InputError(f'{place}: is no object of fields; write it like {{"instruction": "…"}}')
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(f"{place}: holds half of a character (a lone surrogate); mend or remove it") from None
    return row


def _dataset(name: str, rows: Iterable[Fields], licence: str | None, grounds: Mapping[str, Document] | None = None) -> Dataset:
    """The rows as a document: each field on lines of its own behind its name, a blank line between rows."""
    pieces: list[str] = []
    places: list[tuple[Fields, int, dict[str, tuple[int, int]]]] = []
    position = 0
    for fields in rows:
        start, spans = position, {}
        for number, (field, value) in enumerate(fields.items()):
            label, shown = f"{chr(10) if number else ''}{field}: ", _shown(value)
            pieces += [label, shown]
            spans[field] = (position + len(label), position + len(label) + len(shown))
            position = spans[field][1]
        places.append((fields, start, spans))
        pieces.append(GAP)
        position += len(GAP)
    text = "".join(pieces)
    said = "\n".join(value for fields, _, _ in places for value in fields.values() if isinstance(value, str))  # without their names
    ends = [max(end for _, end in spans.values()) for _, _, spans in places]
    document = Document(
        id=text_sha256(text),
        title=name,
        path=name,
        media_type="application/jsonl",
        language=language_of((said or text)[:SAMPLE_CHARS]),
        text=text,
        spans=tuple(Span(kind=BlockKind.PARAGRAPH, start=start, end=end) for (_, start, _), end in zip(places, ends, strict=True)),
        licence=licence,
    )

    def evidence(start: int, end: int) -> Evidence:
        return Evidence(document_id=document.id, start=start, end=end, quote=text[start:end])

    own = [_own_id(fields) for fields, _, _ in places]
    repeated = tuple(one for one, count in Counter(own).items() if one and count > 1)
    unusable = {"", *repeated}
    examples = tuple(
        Example(
            id=f"{name}:{number}" if own[number - 1] in unusable else own[number - 1],
            fields=fields,
            shown=evidence(start, end),
            spans={field: evidence(*span) for field, span in spans.items() if span[0] < span[1]},
            grounds=_grounds(fields, grounds or {}),
        )
        for number, ((fields, start, spans), end) in enumerate(zip(places, ends, strict=True), 1)
    )
    return Dataset(path=name, examples=examples, documents=(document, *(grounds or {}).values()), repeated=repeated)


def _of_run(path: Path, licence: str | None) -> Dataset:
    records = path / "records.jsonl"
    if not records.exists():
        raise InputError(f"{path}: is a run without records yet; let it finish first")
    paths = sorted((path / "documents").glob("*.txt"))
    told = {row["sha256"]: row for row in json.loads((path / "run.json").read_text(encoding="utf-8")).get("documents", [])}
    documents = {file.stem: _document(file, told.get(file.stem, {}), licence) for file in paths}
    return _dataset(path.resolve().name, _rows(records, ".jsonl"), licence, documents)


def _document(file: Path, told: Mapping[str, str | None], licence: str | None) -> Document:
    text = file.read_bytes().decode("utf-8")
    return Document(
        id=file.stem,
        title=told.get("title") or file.stem,
        path=told.get("path") or file.name,
        media_type=told.get("media_type") or "text/plain",
        language=told.get("language") or language_of(text[:SAMPLE_CHARS]),
        text=text,
        spans=(),
        licence=told.get("licence") or licence,
    )


def _grounds(fields: Fields, documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    found = fields.get("evidence") if documents else None
    pieces = [piece for piece in found if isinstance(piece, dict)] if isinstance(found, list) else []
    return tuple(Evidence.model_validate(piece) for piece in pieces if piece.get("document_id") in documents)


def _own_id(fields: Fields) -> str:
    """The id that a row gives itself, text or a number; empty where it gives none."""
    given = (fields.get(name) for name in IDS)
    return next((str(one) for one in given if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one).strip()), "")


def _shown(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
