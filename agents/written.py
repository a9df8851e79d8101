"""A draft as a model writes it, and its way to a draft with located evidence."""

from collections.abc import Iterable, Iterator, Sequence

from bookwright.agents.items import Brief, Claim, Draft, QuestionKind
from bookwright.agents.reading import in_one_line, visible
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence, locate_parts
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans


class Quote(Frozen):
    """Words copied from a numbered passage."""

    passage: int
    words: str


class Sentence(Frozen):
    """One sentence of the answer with the words that carry it; `connective` if it states no fact."""

    text: str
    quotes: list[Quote]
    connective: bool


class WrittenDraft(Frozen):
    """A question and its answer as a model replies."""

    question: str
    kind: QuestionKind
    answer: list[Sentence]


class Locating:
    """Turns sentences with quotes into claims with evidence, one list of evidence for all of them.

    `evidence` has each piece once, after what there was before in the order of first use; `unlocated` are the quotes that stand in none of
    the passages.
    """

    def __init__(self, passages: Sequence[Passage], language: str, evidence: Iterable[Evidence] = ()) -> None:
        self.passages, self.language = passages, language
        self.evidence = list(evidence)
        self.unlocated: list[str] = []

    def claims(self, sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
        """The sentences as a reader sees them, each in one line; a text of several sentences is a claim for each."""
        return tuple(claim for sentence in sentences for claim in self._claims(sentence))

    def index(self, piece: Evidence) -> int:
        """The place of a piece in the evidence, where it is put if it is new."""
        if piece not in self.evidence:
            self.evidence.append(piece)
        return self.evidence.index(piece)

    def find(self, quote: Quote) -> tuple[Evidence, ...]:
        """Where the words of a quote stand; one that stands nowhere is noted as unlocated."""
        pieces = find(quote, self.passages)
        if not pieces:
            self.unlocated.append(quote.words)
        return pieces

    def _claims(self, sentence: Sentence) -> Iterator[Claim]:
        indices = tuple(dict.fromkeys(self.index(piece) for quote in sentence.quotes for piece in self.find(quote)))
        said = visible(sentence.text)
        for start, end in sentence_spans(said, self.language):
            yield Claim(text=in_one_line(said[start:end]), evidence=indices, connective=sentence.connective and not indices)


def draft_of(written: WrittenDraft, brief: Brief) -> Draft:
    """The draft with every quote located in the passages shown. What cannot be located is kept in `unlocated`: a fault for the gates.

    Question and sentences are what a reader sees of them, each in one line, so that what is judged is all that ships.
    """
    locating = Locating(brief.passages, brief.language)
    return Draft(
        question=in_one_line(visible(written.question)),
        kind=written.kind,
        claims=locating.claims(written.answer),
        evidence=tuple(locating.evidence),
        unlocated=tuple(locating.unlocated),
    )


def find(quote: Quote, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """Where the words stand: in the passage named, or in another of the passages shown if the number is wrong; empty if nowhere."""
    named = passages[quote.passage - 1 : quote.passage] if quote.passage > 0 else ()
    for passage in (*named, *passages):
        if pieces := locate_parts(quote.words, passage.text, passage.document_id, passage.start):
            return pieces
    return ()
