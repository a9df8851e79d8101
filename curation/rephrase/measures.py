"""How a text is written, in figures: its length beside the passage's, its sentences, its words, and how much of it is copied."""

from collections.abc import Sequence

from bookwright.curation.terms import words
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.sentences import sentence_spans
from bookwright.knowledge.words import count_words

LONG = 6
"""Letters that a word has more than to count as long (LIX, Björnsson 1968)."""
RUN = 5
"""Words in a row that two texts do not share by chance."""


class Measures(Frozen):
    """`ratio`: words for each word of the passage's prose. `sentence_words`: mean words a sentence. `lix`: readability after Björnsson,
    from about 20 (very easy) to 60 (very hard), and `lix_before` that of the passage. `copied`: share of the text's runs of five words
    that are the passage's."""

    words: int
    ratio: float
    sentence_words: float
    lix: float
    lix_before: float
    copied: float


def measured(sentences: Sequence[str], prose: str, language: str) -> Measures:
    """The measures of a text, by its sentences, beside the prose that it tells again."""
    before = [prose[start:end] for start, end in sentence_spans(prose, language)]
    count = sum(map(count_words, sentences))
    return Measures(
        words=count,
        ratio=round(count / max(1, count_words(prose)), 3),
        sentence_words=round(count / max(1, len(sentences)), 2),
        lix=lix(sentences),
        lix_before=lix(before),
        copied=copied(sentences, prose),
    )


def lix(sentences: Sequence[str]) -> float:
    """Words a sentence, and long words in a hundred (Björnsson, Läsbarhet, 1968); 0 where there are no words."""
    said = [word for sentence in sentences for word in words(sentence)]
    if not said:
        return 0.0
    long = sum(len(word) > LONG for word in said)
    return round(len(said) / len(sentences) + 100 * long / len(said), 1)


def copied(sentences: Sequence[str], prose: str) -> float:
    """The share of the runs of five words, none across sentences, that stand in the prose too; 0 where no sentence has five."""
    ours = [run for sentence in sentences for run in _runs(words(sentence))]
    theirs = set(_runs(words(prose)))
    return round(sum(run in theirs for run in ours) / len(ours), 3) if ours else 0.0


def _runs(said: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(said[place : place + RUN]) for place in range(len(said) - RUN + 1)]
