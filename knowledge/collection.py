"""A Chroma collection that exists already, read as documents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookwright.errors import InputError
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose
from bookwright.knowledge.language import language_of
from bookwright.knowledge.parse_worker import sample_of

if TYPE_CHECKING:
    from chromadb import Collection

PAGE = 1000  # records fetched at once
# Where the common loaders write a record's place in its source, in the order in which to believe them.
PLACES = ("chunk_index", "chunk", "start_index", "page")


def documents_of(collection: "Collection", licence: str | None = None) -> list[Document]:
    """The texts of a collection as documents, sorted by path; its vectors are not used.

    Records whose metadata name the same `source` become one document, in the order that the metadata give (`chunk_index`, `start_index`,
    `page`), else in the collection's own; a record without a source becomes a document of its own. Text that overlapping records repeat is
    kept as often as it is there. `title`, `licence` and `language` are taken from the metadata where they stand.
    """
    sources: dict[str, list[tuple[tuple[float, ...], str, Mapping[str, Any]]]] = defaultdict(list)
    for number, (record_id, text, metadata) in enumerate(_records(collection)):
        source = str(metadata.get("source") or record_id).lstrip("/")
        sources[source].append((_place(metadata, number), text, metadata))
    documents = []
    for source, records in sorted(sources.items()):
        records.sort(key=lambda record: record[0])
        first = records[0][2]
        parsed = Parsed(
            media_type="application/x-chroma",
            blocks=tuple(block for _, text, _ in records for block in _paragraphs(text)),
            title=_text(first, "title"),
            licence=_text(first, "licence") or _text(first, "license"),
            language=_text(first, "language"),
        )
        if parsed.blocks:
            path = f"chroma/{collection.name}/{source}"
            documents.append(compose(parsed, path, parsed.language or language_of(sample_of(parsed)), licence))
    return documents


def read_collection(place: str, licence: str | None = None) -> list[Document]:
    """The documents of the collection at `place`, written DIRECTORY/COLLECTION; InputError if there is none."""
    import chromadb  # noqa: PLC0415  two seconds' import, for those who ask for it
    from chromadb.config import Settings  # noqa: PLC0415
    from chromadb.errors import ChromaError  # noqa: PLC0415

    directory, name = Path(place).parent, Path(place).name
    if not (directory / "chroma.sqlite3").is_file():
        raise InputError(f"{place}: {directory} is not the directory of a Chroma database; write chroma:DIRECTORY/COLLECTION")
    try:
        client: Any = chromadb.PersistentClient(path=str(directory), settings=Settings(anonymized_telemetry=False))
    except (ChromaError, ValueError) as error:
        raise InputError(f"{place}: Chroma cannot open it ({error})") from error
    try:
        return documents_of(client.get_collection(name, embedding_function=None), licence)
    except (ChromaError, ValueError) as error:
        held = ", ".join(sorted(collection.name for collection in client.list_collections())) or "none"
        raise InputError(f"{place}: no such collection ({error}); there is {held}") from error
    finally:
        client.close()


def _records(collection: "Collection") -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Id, text and metadata of each record that has a text."""
    offset = 0
    while True:
        page = collection.get(include=["documents", "metadatas"], limit=PAGE, offset=offset)
        for record_id, text, metadata in zip(page["ids"], page["documents"] or [], page["metadatas"] or [], strict=True):
            if text and text.strip():
                yield record_id, text, metadata or {}
        if len(page["ids"]) < PAGE:
            return
        offset += PAGE


def _place(metadata: Mapping[str, Any], number: int) -> tuple[float, ...]:
    """What to sort a record by within its source: what its metadata say, then the collection's own order."""
    page = metadata.get("page")
    stated = next((metadata[key] for key in PLACES if isinstance(metadata.get(key), int | float)), 0)
    return (page if isinstance(page, int | float) else 0, stated, number)


def _paragraphs(text: str) -> Iterator[Block]:
    for part in text.split("\n\n"):
        if part.strip():
            yield Block(kind=BlockKind.PARAGRAPH, text=" ".join(part.split()))


def _text(metadata: Mapping[str, Any], key: str) -> str | None:
    value = metadata.get(key)
    return value if isinstance(value, str) and value.strip() else None
