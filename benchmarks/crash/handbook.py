"""A made-up handbook: plain English, every passage on a part of its own, the same from the same seed."""

import random
from collections.abc import Iterator
from pathlib import Path

import chromadb
from chromadb.config import Settings

TITLE = "Handbook of the workshop"
SYLLABLES = "bal cor dan fel gor hal jun kel lor mar nel por quin ral sel tor ul ven wal yar".split()
ENDINGS = "ator ister ometer ander igon ular".split()
DEEDS = "measures records filters delivers balances protects monitors separates".split()
THINGS = "pressure temperature voltage moisture vibration alignment throughput lubrication".split()
REASONS = (
    "because an unnoticed deviation would damage the neighbouring equipment",
    "so that maintenance personnel can recognise a beginning fault early",
    "unless the supervising engineer has granted a written exemption",
    "whenever the production schedule changes between two shifts",
    "after the automatic inspection has confirmed the previous reading",
    "before the responsible technician releases the installation",
)
SENTENCES = 4


def sections(passages: int, seed: int) -> list[str]:
    """So many sections, each on a part of its own and long enough to be a passage; each sentence has words that no other has."""
    chance = random.Random(seed)
    names = _names(chance, passages * (SENTENCES + 1))
    return [_section(chance, [next(names) for _ in range(SENTENCES + 1)]) for _ in range(passages)]


def write_folder(folder: Path, passages: int, seed: int) -> str:
    """One Markdown file of so many sections; the SOURCE to give."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = (f"## Part {number}\n\n{section}\n" for number, section in enumerate(sections(passages, seed), 1))
    (folder / "handbook.md").write_text("\n".join([f"# {TITLE}\n", *parts]), encoding="utf-8")
    return str(folder)


def write_collection(folder: Path, passages: int, seed: int) -> str:
    """The same as a Chroma collection, which is read without a parser process and so starts a life in less time; the SOURCE to give."""
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    texts = sections(passages, seed)
    places = [{"source": "handbook", "title": TITLE, "language": "en", "chunk_index": number} for number in range(passages)]
    client.create_collection("handbook", embedding_function=None).add(
        ids=[str(number) for number in range(passages)], documents=texts, metadatas=places, embeddings=[[1.0]] * passages
    )
    client.close()
    return f"chroma:{folder}/handbook"


def _section(chance: random.Random, names: list[str]) -> str:
    part, *others = names
    return " ".join(
        f"The {part} {chance.choice(DEEDS)} the {chance.choice(THINGS)} of the {other} {chance.choice(REASONS)}, "
        f"and the {other} reports every change to the control room of the installation."
        for other in others
    )


def _names(chance: random.Random, count: int) -> Iterator[str]:
    made: set[str] = set()
    while len(made) < count:
        made.add("".join(chance.choices(SYLLABLES, k=3)) + chance.choice(ENDINGS))
    return iter(sorted(made, key=lambda name: (chance.random(), name)))
