"""A draft as a model writes it, and its way to a draft with located evidence."""

from bookwright.agents.items import Brief, Claim, Draft, QuestionKind
from bookwright.agents.reading import in_one_line, visible
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence, locate_parts
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


def draft_of(written: WrittenDraft, brief: Brief) -> Draft:
    """The draft with every quote located in the passages shown. What cannot be located is kept in `unlocated`: a fault for the gates.

    Question and sentences are what a reader sees of them, each in one line, so that what is judged is all that ships.
    """
    evidence: list[Evidence] = []
    unlocated: list[str] = []
    claims: list[Claim] = []
    for sentence in written.answer:
        carried: list[int] = []
        for quote in sentence.quotes:
            pieces = find(quote, brief)
            if not pieces:
                unlocated.append(quote.words)
            for piece in pieces:
                if piece not in evidence:
                    evidence.append(piece)
                carried.append(evidence.index(piece))
        indices = tuple(dict.fromkeys(carried))
        said = visible(sentence.text)
        claims += [
            Claim(text=in_one_line(said[start:end]), evidence=indices, connective=sentence.connective and not indices)
            for start, end in sentence_spans(said, brief.language)
        ]
    return Draft(
        question=in_one_line(visible(written.question)),
        kind=written.kind,
        claims=tuple(claims),
        evidence=tuple(evidence),
        unlocated=tuple(unlocated),
    )


def find(quote: Quote, brief: Brief) -> tuple[Evidence, ...]:
    """Where the words stand: in the passage named, or in another of the passages shown if the number is wrong; empty if nowhere."""
    named = brief.passages[quote.passage - 1 : quote.passage] if quote.passage > 0 else ()
    for passage in (*named, *brief.passages):
        if pieces := locate_parts(quote.words, passage.text, passage.document_id, passage.start):
            return pieces
    return ()
