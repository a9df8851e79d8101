"""The support score: how likely evidence supports a claim, by a linear model over how the claim's words align with the evidence.

It ranks and flags. It never accepts by itself: a claim can keep every word of its evidence and say something else. Trained by
`benchmarks.support` on development data; what it is worth, and where it is not, is in docs/support.md.
"""

import json
import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import Field

from bookwright.curation.support.alignment import Aligned, State, aligned
from bookwright.curation.support.claim import Kind, claim_words
from bookwright.curation.support.evidence import Ready, ready
from bookwright.curation.support.features import content_count, coverage_rates, marks, rates
from bookwright.curation.support.windows import best_windows
from bookwright.curation.support.wording import wording
from bookwright.knowledge.analysis import ENGLISH, family
from bookwright.knowledge.document import Frozen

WINDOWS = 5
REASONS = 3
NEW_WHY = {kind: f"the evidence has no such {kind}" for kind in Kind} | {
    Kind.SPEECH: "the evidence does not say who said so",
    Kind.FUNCTION: "the evidence does not have it",
}


class Standard(StrEnum):
    """What is asked of a claim.

    REWORDED: a rewording of evidence known to be about it, such as a summary or an answer; is anything changed? CITED: a sentence that
    cites a source; does the source have all of it?
    """

    REWORDED = "reworded"
    CITED = "cited"


class Reason(Frozen):
    """A word of the claim that speaks against support, why, and by how much it moves the log odds, set against the claim's average word."""

    word: str
    why: str
    effect: float


class Support(Frozen):
    """How likely the evidence supports a claim, if half of all claims were supported; at most three reasons against.

    `windows` are the indices of the evidence to look at, best first.
    """

    score: float = Field(ge=0, le=1)
    reasons: tuple[Reason, ...]
    windows: tuple[int, ...]


def support(claim: str, evidence: Sequence[str], *, standard: Standard = Standard.REWORDED, language: str = "en") -> Support | None:
    """How far `evidence`, sentence by sentence, supports an English claim; 0 for no evidence, 1 where one is the claim word for word.

    None where there is nothing to say: another language than English (`best_windows` works in any), or a claim without content words.
    """
    if family(language) != ENGLISH or not any(word.is_content for word in claim_words(claim)):
        return None
    if not evidence:
        return Support(score=0.0, reasons=(), windows=())
    windows = best_windows(claim, evidence, WINDOWS)
    prepared = ready(tuple(evidence))
    wanted = wording(claim)
    if any(len(prepared.sentences[index].roots) == len(claim_words(claim)) and wording(evidence[index]) == wanted for index in windows):
        return Support(score=1.0, reasons=(), windows=windows)
    words = aligned(claim_words(claim), prepared)
    bias, weights = _model()[standard]
    found = _features(claim, prepared, words, standard)
    odds = bias + math.fsum(weights.get(name, 0.0) * value for name, value in found.items())
    return Support(
        score=1 / (1 + math.exp(-odds)),
        reasons=_reasons(words, weights),
        windows=windows,
    )


def measured(claim: str, evidence: Sequence[str], standard: Standard) -> dict[str, float]:
    """The features of an English claim that the standard's score is made of."""
    prepared = ready(tuple(evidence))
    return _features(claim, prepared, aligned(claim_words(claim), prepared), standard)


def _features(claim: str, evidence: Ready, words: Sequence[Aligned], standard: Standard) -> dict[str, float]:
    return rates(words) if standard is Standard.REWORDED else coverage_rates(claim, evidence, words)


def _reasons(words: Sequence[Aligned], weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """The words that weigh most against, of those that the evidence does not have as they stand."""
    count = content_count(words)
    effects = [sum(weights.get(name, 0.0) * value for name, value in marks(word)) / count for word in words]
    average = sum(effects) / count
    against = sorted((effect - average, place) for place, effect in enumerate(effects) if effect < average)
    told = [(effect, words[place], why) for effect, place in against if (why := _why(words[place]))]
    return tuple(Reason(word=word.word.text, why=why, effect=round(effect, 3)) for effect, word, why in told[:REASONS])


def _why(word: Aligned) -> str:
    """What is wrong with a word, in words; nothing if it stands in the evidence as in the claim."""
    if word.turned:
        return "denied in one and affirmed in the other"
    if word.state is State.OPPOSED or word.beside_foe:
        return "the evidence has an opposite of it there"
    return {
        State.HERE: "",
        State.ELSEWHERE: "the evidence has it elsewhere only",
        State.KIN: "the evidence has a word near to it in meaning",
        State.FORM: "the evidence has a word like it in form",
        State.LOOSE: "the evidence has at most something near to it, elsewhere",
        State.NEW: NEW_WHY[word.word.kind],
    }[word.state]


@cache
def _model() -> dict[Standard, tuple[float, dict[str, float]]]:
    kept = json.loads(files("bookwright.curation.support").joinpath("model.json").read_text(encoding="utf-8"))
    return {Standard(name): (head["bias"], head["weights"]) for name, head in kept["standards"].items()}
