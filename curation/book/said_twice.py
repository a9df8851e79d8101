"""Said twice: a sentence of a solution that only says another one again."""

from collections.abc import Iterator, Sequence

from bookwright.agents.items import Fault, FaultKind
from bookwright.curation.book.disagreement import disagreement
from bookwright.curation.gates.negation import polarity
from bookwright.curation.gates.numbers import figures, number_words
from bookwright.curation.terms import content_terms

FEWEST = 5
"""Terms from which on a sentence can be told to say another one again; a short answer may name what was worked out."""
WITHIN = 0.9
"""The share of its terms that stand in that other sentence."""


def said_twice(sentences: Sequence[str]) -> Iterator[Fault]:
    """The sentences that add no term, no figure and no denial to one that stands before them."""
    for place, sentence in enumerate(sentences):
        if before := next((one for one in sentences[:place] if _adds_nothing(sentence, one)), None):
            yield Fault(
                kind=FaultKind.REPETITION,
                quote=sentence,
                reason=f"it says again what is said before: {before}",
                remedy="leave one of the two out; the solution ends with its answer",
            )


def _adds_nothing(sentence: str, before: str) -> bool:
    terms = content_terms(sentence)
    if len(terms) < FEWEST or len(terms & content_terms(before)) < WITHIN * len(terms):
        return False
    new = (figures(sentence) | number_words(sentence)) - (figures(before) | number_words(before))
    return not new and polarity(sentence)[0] <= polarity(before)[0] and not disagreement(sentence, before)
