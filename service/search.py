"""The search command: what the library would hand to a role."""

import json
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bookwright.errors import InputError
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Hit

EXCERPT = 400


def run(question: str, directory: Path, k: int, *, as_json: bool) -> None:
    """Prints the best passages. InputError where no library is."""
    if not question.strip():
        raise InputError("the question: is empty; say what to look for")
    folder = directory / "library" if (directory / "library" / "library.db").exists() else directory
    if not (folder / "library.db").exists():
        raise InputError(f"{directory}: holds no library; name a run directory or its library folder")
    console = Console(highlight=False)
    with Library.open(folder) as library:
        hits = library.search(question, k)
        titles = {hit.passage.document_id: library.document(hit.passage.document_id).path for hit in hits}
    if not hits:
        Console(stderr=True, highlight=False).print("No passage has anything of the question.")
    for number, hit in enumerate(hits, 1):
        if as_json:
            console.out(json.dumps(_row(hit, titles[hit.passage.document_id]), ensure_ascii=False), highlight=False)
        else:
            console.print(_shown(number, hit, titles[hit.passage.document_id]), soft_wrap=True)


def _row(hit: Hit, path: str) -> dict[str, object]:
    return {"path": path, "score": hit.score, "lexical": hit.lexical, "dense": hit.dense, **hit.passage.model_dump()}


def _shown(number: int, hit: Hit, path: str) -> Text:
    passage = hit.passage
    place = " > ".join(passage.headings)
    head = f"{number}. {path} [{passage.start}:{passage.end}]" + (f" page {passage.page}" if passage.page else "")
    scores = f"   score {hit.score:.3f} (lexical {hit.lexical:.3f}, dense {hit.dense:.3f})  passage {passage.id}  {place}"
    excerpt = " ".join(passage.text.split())
    return Text(f"{head}\n{scores}\n   {excerpt[:EXCERPT]}{'…' if len(excerpt) > EXCERPT else ''}\n")
