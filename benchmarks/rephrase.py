"""How often do the gates of rephrasing see, without a model, that a passage was not told whole?

    python -m benchmarks.rephrase DOCUMENTS...

Every piece of the documents is told by its own sentences, each its own evidence: by all, by all but one, and by half, drawn by the piece's
id. Where all is told nothing may be called lost, else this ends with 1. Of the others the table says, for each style, the share in which
sentences, numbers, names and key terms show a loss that the style does not allow. The rest is left to the critic.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bookwright.agents.rephrase.style import GUIDES, Style
from bookwright.curation.rephrase.coverage import coverage, stated
from bookwright.curation.rephrase.gates import losses
from bookwright.curation.rephrase.pieces import Piece, pieces, worth_telling
from bookwright.errors import DocumentError
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.neighbours import drawn
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import list_files

FEWEST = 4
"""Sentences that a piece must have, so that half of them are some."""
TOLD = ("all", "all but one", "half")


def pieces_of(paths: Sequence[Path]) -> Iterator[tuple[Piece, str]]:
    """The pieces of the documents, each with its language."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        for _, document in read_documents(list_files(paths)):
            if not isinstance(document, DocumentError):
                library.add([document])
        for document in library.documents():
            cut = (piece for passage in library.passages(document.id) for piece in pieces(passage, document))
            yield from ((piece, document.language) for piece in worth_telling(cut))


def told(sentences: Sequence[Evidence], seed: str) -> dict[str, list[Evidence]]:
    """All of the sentences, all but one, and half of them."""
    by_lot = sorted(range(len(sentences)), key=lambda place: drawn(f"{seed} {place}"))
    kept = {"all": len(sentences), "all but one": len(sentences) - 1, "half": len(sentences) // 2}
    return {name: [sentences[place] for place in sorted(by_lot[:count])] for name, count in kept.items()}


def main(paths: Sequence[Path]) -> int:
    """Prints the table; 1 where something is called lost of which all is told."""
    lost: Counter[tuple[Style, str]] = Counter()
    count = 0
    for piece, language in pieces_of(paths):
        sentences = list(stated(piece.passage, piece.prose, language))
        if len(sentences) < FEWEST:
            continue
        count += 1
        for name, some in told(sentences, piece.passage.id).items():
            text = piece.prose if name == "all" else " ".join(one.quote for one in some)
            kept = coverage(piece.passage, piece.prose, text, some, language)
            lost.update((style, name) for style in Style if any(losses(kept, GUIDES[style])))
    print(f"{count} pieces\n\n| style | " + " | ".join(f"told by {name}" for name in TOLD) + " |\n|---|---|---|---|")
    for style in Style:
        print(f"| {style} | " + " | ".join(f"{lost[style, name] / max(1, count):.3f}" for name in TOLD) + " |")
    return int(any(lost[style, "all"] for style in Style))


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
