"""How well the library finds what a question asks for: words alone, meaning alone, and both.

    python -m benchmarks.retrieval --data DIRECTORY

DIRECTORY holds `chroma_chunking/` (472 questions whose answers are character spans in five long texts) and `xquad/` (1,190 questions on
240 paragraphs, in several languages). Every figure comes from `Library.search` at its default settings but for the dense channel's weight.

hit@k     chroma_chunking: every character of every answer span is in the first k passages (in brackets: of at least one span)
          xquad: the paragraph that answers is among the first k found
recall    the share of the answers' characters that is in the first 5 passages, averaged over the questions
MRR       the mean of 1/rank of the first right passage among the first 10; 0 if there is none
"""

import argparse
import csv
import json
import re
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bookwright.knowledge.document import BlockKind, Document, Span, text_sha256
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.settings import LibrarySettings

PARAGRAPH = re.compile(r"\S.*(?:\n(?!\n).*)*")
CHANNELS = {"lexical": 0.0, "dense": 1.0, "hybrid": None}


@dataclass(frozen=True)
class Question:
    """A question, the document that answers it, and the answers' spans there."""

    text: str
    document_id: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Task:
    """A set of documents and the questions on them. `by_span`: an answer counts as found when its own characters are."""

    name: str
    documents: list[Document]
    questions: list[Question]
    by_span: bool


def verbatim(text: str, path: str, language: str) -> Document:
    """A document whose canonical text is `text` to the character, a block for each paragraph."""
    spans = tuple(Span(kind=BlockKind.PARAGRAPH, start=m.start(), end=m.end()) for m in PARAGRAPH.finditer(text))
    return Document(id=text_sha256(text), title=path, path=path, media_type="text/plain", language=language, text=text, spans=spans)


def chroma_chunking(directory: Path) -> Task:
    """The five corpora as one library."""
    documents = {p.stem: verbatim(p.read_text(encoding="utf-8"), p.name, "en") for p in sorted((directory / "corpora").glob("*.md"))}
    questions = []
    with (directory / "questions_df.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spans = tuple((span["start_index"], span["end_index"]) for span in json.loads(row["references"]))
            questions.append(Question(row["question"], documents[row["corpus_id"]].id, spans))
    return Task("chroma_chunking", list(documents.values()), questions, by_span=True)


def xquad(file: Path) -> Task:
    """The paragraphs of one language as documents of their own."""
    language = file.stem.split(".")[-1]
    documents, questions = [], []
    for number, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"]):
        for place, paragraph in enumerate(article["paragraphs"]):
            document = verbatim(paragraph["context"], f"{number:02}/{place}.txt", language)
            documents.append(document)
            for item in paragraph["qas"]:
                spans = tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in item["answers"][:1])
                questions.append(Question(item["question"], document.id, spans))
    return Task(f"xquad {language}", documents, questions, by_span=False)


def covered(question: Question, passages: Sequence[Passage]) -> list[float]:
    """For each answer span, the share of its characters that stand in `passages`."""
    held = {
        place
        for p in passages
        if p.document_id == question.document_id
        for a, b in question.spans
        for place in range(max(a, p.start), min(b, p.end))
    }
    return [sum(place in held for place in range(start, end)) / (end - start) for start, end in question.spans]


def recall(question: Question, passages: Sequence[Passage]) -> float:
    """The share of the characters of all its answers."""
    lengths = [end - start for start, end in question.spans]
    return sum(share * length for share, length in zip(covered(question, passages), lengths, strict=True)) / sum(lengths)


def is_right(task: Task, question: Question, passage: Passage) -> bool:
    """Whether the passage helps to answer: it holds characters of an answer, or is of the right paragraph."""
    return any(covered(question, [passage])) if task.by_span else passage.document_id == question.document_id


def measure(task: Task, library: Library) -> list[str]:
    """The cells of one row."""
    found = [(q, [hit.passage for hit in library.search(q.text, k=10)]) for q in task.questions]

    def hit(k: int) -> str:
        if not task.by_span:
            return f"{statistics.mean(any(is_right(task, q, p) for p in passages[:k]) for q, passages in found):.3f}"
        shares = [covered(q, passages[:k]) for q, passages in found]
        every, some = (statistics.mean(rule(share == 1 for share in spans) for spans in shares) for rule in (all, any))
        return f"{every:.3f} ({some:.3f})"

    ranks = [next((rank for rank, p in enumerate(passages, 1) if is_right(task, q, p)), None) for q, passages in found]
    reciprocal = statistics.mean(1 / rank if rank else 0.0 for rank in ranks)
    return [hit(1), hit(5), f"{statistics.mean(recall(q, passages[:5]) for q, passages in found):.3f}", f"{reciprocal:.3f}"]


def rows(tasks: Sequence[Task], channels: dict[str, float | None]) -> Iterator[str]:
    """The table, line by line, as it is measured."""
    yield "| set | passages | channel | hit@1 | hit@5 | recall@5 | MRR@10 |"
    yield "|---|---|---|---|---|---|---|"
    for task in tasks:
        with tempfile.TemporaryDirectory() as directory:
            for channel, weight in channels.items():
                with Library.open(Path(directory), LibrarySettings(dense_weight=weight)) as library:
                    library.add(task.documents)
                    yield f"| {task.name} | {len(library.passages())} | {channel} | {' | '.join(measure(task, library))} |"


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(description="Measures the library's retrieval: lexical, dense and hybrid.")
    parser.add_argument("--data", type=Path, required=True, help="the directory that holds chroma_chunking/ and xquad/")
    data = parser.parse_args().data
    tasks = [chroma_chunking(data / "chroma_chunking"), *map(xquad, sorted((data / "xquad").glob("xquad.*.json")))]
    for row in rows(tasks, CHANNELS):
        print(row, flush=True)


if __name__ == "__main__":
    main()
