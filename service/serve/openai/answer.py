"""An answer whose every sentence names the words that carry it, and how it is written out."""

from collections.abc import Mapping

from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

NOT_FOUND = "I cannot find this in your documents."


class Origin(Frozen):
    """The upload that a document was read from."""

    document_id: str
    name: str


class Found(Frozen):
    """What the library has for a question: the best passages first, and by their document's hash where it was read from."""

    passages: tuple[Passage, ...] = ()
    origins: Mapping[str, Origin] = {}
    language: str = "en"


class Cited(Frozen):
    """A sentence, and the words of the documents that carry it; a sentence that states no fact has none."""

    text: str
    evidence: tuple[Evidence, ...]


class Answer(Frozen):
    """The sentences, none where the documents have no answer, and who answered: a model's name, or "rules"."""

    sentences: tuple[Cited, ...]
    by: str


class Citation(Frozen):
    """Which characters of the written answer rest on which words."""

    start: int
    end: int
    evidence: Evidence


class Written(Frozen):
    """An answer as a reader gets it: its pieces, which follow each other without a gap, and the citations of the whole."""

    pieces: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def content(self) -> str:
        """All of it."""
        return "".join(self.pieces)


def written(answer: Answer, origins: Mapping[str, Origin]) -> Written:
    """The sentences with numbers in brackets behind them, then what each number stands for; NOT_FOUND where there is none."""
    if not answer.sentences:
        return Written(pieces=(NOT_FOUND,), citations=())
    numbers: dict[Evidence, int] = {}
    pieces: list[str] = []
    citations: list[Citation] = []
    place = 0
    for sentence in answer.sentences:
        marks = [numbers.setdefault(piece, len(numbers) + 1) for piece in sentence.evidence]
        gap = " " if pieces else ""
        start = place + len(gap)
        citations += [Citation(start=start, end=start + len(sentence.text), evidence=piece) for piece in sentence.evidence]
        pieces.append(gap + sentence.text + "".join(f" [{mark}]" for mark in marks))
        place += len(pieces[-1])
    notes = (f"[{number}] {origins[piece.document_id].name}: “{_in_one_line(piece.quote)}”" for piece, number in numbers.items())
    pieces.append("\n\n" + "\n".join(notes))
    return Written(pieces=tuple(pieces), citations=tuple(citations))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
