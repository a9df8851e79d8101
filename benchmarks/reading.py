"""Reading a run's records by eye: `draw` makes the sheet for a reader, `compare` says what two readers found.

`articles` writes the encyclopaedia articles of an XQuAD file as documents, one Markdown file each, to read records of.

    python -m benchmarks.reading articles xquad.en.json FOLDER
    python -m benchmarks.reading draw RUN --count 100 --seed 11 > sheet.jsonl
    python -m benchmarks.reading compare sheet.jsonl first.jsonl second.jsonl

A reader's file has one line per record: {"id": ..., "useful": true or false, "why": ...}. A sheet shows what a user of the record sees:
question, answer, and the document's title; nothing of who made it or how it was judged.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any


def kappa(first: list[bool], second: list[bool]) -> float:
    """Cohen's kappa of two readers (Cohen 1960); 1 where both always say the same one thing."""
    count = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    expected = sum((first.count(value) / count) * (second.count(value) / count) for value in (True, False))
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def rows(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def draw(run: Path, count: int, seed: int) -> None:
    """Prints `count` records of the run, drawn at random without replacement."""
    records = sorted(rows(run / "records.jsonl"), key=lambda record: str(record["id"]))
    for record in random.Random(seed).sample(records, min(count, len(records))):
        kept = {name: record[name] for name in ("id", "question", "answer", "question_kind")}
        print(json.dumps(kept | {"document": record["source"]["title"], "path": record["source"]["path"]}, ensure_ascii=False))


def articles(source: Path, folder: Path) -> None:
    """Writes each article under its title, a paragraph a paragraph."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in json.loads(source.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        text = "\n\n".join([f"# {title}", *(paragraph["context"] for paragraph in article["paragraphs"])])
        (folder / f"{article['title'].replace('/', '_')}.md").write_text(text + "\n", encoding="utf-8")


def compare(sheet: Path, first: Path, second: Path) -> None:
    """Prints each reader's useful share, the agreement (raw and Cohen's kappa), and the share by kind of question and by folder."""
    shown = {row["id"]: row for row in rows(sheet)}
    votes = [{row["id"]: bool(row["useful"]) for row in rows(path)} for path in (first, second)]
    ids = [name for name in shown if all(name in vote for vote in votes)]
    print(f"{len(ids)} of {len(shown)} records read by both")
    for number, vote in enumerate(votes, 1):
        print(f"reader {number}: {sum(vote[name] for name in ids)} useful")
    a, b = ([vote[name] for name in ids] for vote in votes)
    print(f"agree on {sum(x == y for x, y in zip(a, b, strict=True))}, Cohen's kappa {kappa(a, b):.2f}")
    for label, key in (("kind", lambda row: row["question_kind"]), ("folder", lambda row: row["path"].split("/")[0])):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for name in ids:
            counts[key(shown[name])].update(["read", *(f"reader {n}" for n, vote in enumerate(votes, 1) if vote[name])])
        for value, count in sorted(counts.items()):
            print(f"{label} {value}: {count['read']} read, {count['reader 1']} and {count['reader 2']} useful")


def main() -> None:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("run", type=Path)
    drawing.add_argument("--count", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=11)
    writing = commands.add_parser("articles")
    writing.add_argument("source", type=Path)
    writing.add_argument("folder", type=Path)
    comparing = commands.add_parser("compare")
    for name in ("sheet", "first", "second"):
        comparing.add_argument(name, type=Path)
    options = parser.parse_args()
    if options.command == "articles":
        articles(options.source, options.folder)
    elif options.command == "draw":
        draw(options.run, options.count, options.seed)
    else:
        compare(options.sheet, options.first, options.second)


if __name__ == "__main__":
    main()
