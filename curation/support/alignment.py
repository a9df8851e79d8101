"""Each word of a claim set against the place of the evidence that speaks of the same.

The place is found for each word by the words around it, not by the word itself: so a word that was exchanged is seen against what stands in
its stead. (Comparing with the best place and not with all the evidence is what catches a number or name taken from elsewhere.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bookwright.curation.support.claim import Kind, Word
from bookwright.curation.support.evidence import Ready
from bookwright.curation.support.lexicon import antonyms, distant_kin, kin, opposites

CONTEXT = 7  # words to either side that say which place is meant
CLOSE = 3
FAR_WEIGHT = 0.6  # of a word of the context that is not close
CLAIM_WEIGHT = 0.3  # of what the whole claim says about the place
REACH = 5  # words apart, for neighbours in the claim to be neighbours in the evidence
KIN_REACH = 6
FOES_REACH = 4

Floats = NDArray[np.float64]


class State(StrEnum):
    """How a word was found in the evidence, best first; the window is the best sentence with the one before and the one after."""

    HERE = "here"  # in the window
    ELSEWHERE = "elsewhere"
    OPPOSED = "opposed"  # the window has a word that excludes it
    KIN = "kin"  # the window has a word that may stand for it
    FORM = "form"  # a word that begins alike
    LOOSE = "loose"  # kin outside the window, or kin of kin
    NEW = "new"


@dataclass(frozen=True)
class Aligned:
    """A word and how it was found.

    `window` is the index of its best sentence and `context` the share, in 0..1 and by rarity, of the words around it that are there.
    `before` and `after` say whether the content word before and after it is its neighbour in the evidence too, `touching` how many of the
    two words beside it touch it there, `known` which share of the two content words beside it the evidence has at all. `exchanged`: the
    evidence has other content where the word stands between its neighbours. `beside_kin`, `beside_foe`: kin, or an opposite, stands
    by the same neighbours. `turned`: denied here and affirmed there, or the other way round. `common`, `has_foe`: the lexicon knows kin, or
    an opposite, of it.
    """

    word: Word
    state: State
    window: int
    context: float
    before: bool
    after: bool
    touching: int
    known: float
    exchanged: bool
    beside_kin: bool
    beside_foe: bool
    turned: bool
    common: bool
    has_foe: bool


@dataclass(frozen=True)
class Place:
    """Where the evidence speaks of what a word speaks of: the best sentence, the roots of its window, the share of the context there."""

    best: int
    window: frozenset[str]
    context: float


@dataclass(frozen=True)
class Beside:
    """The roots of the words next to a word, and of the content words before and after it; "" where there is none."""

    left: str
    right: str
    before: str
    after: str


def aligned(words: Sequence[Word], evidence: Ready) -> tuple[Aligned, ...]:
    """The words, each as it was found in the evidence; none for no evidence."""
    if not evidence.sentences or not words:
        return ()
    return tuple(
        _align(word, _beside(words, index), place, evidence)
        for index, (word, place) in enumerate(zip(words, _places(words, evidence), strict=True))
    )


def _places(words: Sequence[Word], evidence: Ready) -> list[Place]:
    """For each word its place: where the words around it weigh most, and a little where all the claim's do."""
    content = [index for index, word in enumerate(words) if word.is_content]
    found = np.zeros((len(content), len(evidence.sentences)))
    weights = np.array([evidence.rarity.get(words[index].root, 1.0) for index in content])
    for row, index in enumerate(content):
        found[row, list(evidence.sentences_of.get(words[index].root, ()))] = weights[row]
    apart = np.abs(np.arange(len(words))[:, None] - np.array(content, dtype=int)[None, :])
    share = np.where(apart == 0, 0.0, np.where(apart <= CLOSE, 1.0, np.where(apart <= CONTEXT, FAR_WEIGHT, 0.0)))
    whole = share @ weights
    local: Floats = (share @ found) / np.where(whole > 0, whole, 1.0)[:, None]
    claim = found.sum(axis=0)
    best = [int(index) for index in (local + CLAIM_WEIGHT * claim / (claim.max() or 1.0)).argmax(axis=1)]
    windows = {index: _window(evidence, index) for index in set(best)}
    return [Place(index, windows[index], float(local[row, index])) for row, index in enumerate(best)]


def _window(evidence: Ready, best: int) -> frozenset[str]:
    return frozenset().union(*(sentence.held for sentence in evidence.sentences[max(best - 1, 0) : best + 2]))


def _beside(words: Sequence[Word], index: int) -> Beside:
    before = (word.root for word in reversed(words[:index]) if word.is_content)
    after = (word.root for word in words[index + 1 :] if word.is_content)
    return Beside(
        words[index - 1].root if index else "", words[index + 1].root if index + 1 < len(words) else "", next(before, ""), next(after, "")
    )


def _align(word: Word, beside: Beside, place: Place, evidence: Ready) -> Aligned:
    shown = word.root if word.root in evidence.rarity else word.base
    related = kin().get(word.root, frozenset()) | kin().get(word.base, frozenset())
    foes = antonyms().get(word.root, frozenset()) | antonyms().get(word.base, frozenset())
    state = _state(word, shown, related, evidence, place.window)

    def some_beside(others: frozenset[str], reach: int) -> bool:
        known = others & evidence.rarity.keys()
        return any(evidence.near(beside.before, other, reach) or evidence.near(other, beside.after, reach) for other in known)

    return Aligned(
        word=word,
        state=state,
        window=place.best,
        context=place.context,
        before=evidence.near(beside.before, shown, REACH),
        after=evidence.near(shown, beside.after, REACH),
        touching=((beside.left, shown) in evidence.pairs) + ((shown, beside.right) in evidence.pairs),
        known=((beside.before in evidence.rarity) + (beside.after in evidence.rarity)) / 2,
        exchanged=state is State.NEW and bool(evidence.between(beside.before, beside.after, REACH)),
        beside_kin=state in (State.KIN, State.LOOSE) and some_beside(related, KIN_REACH),
        beside_foe=word.is_content and some_beside(foes, FOES_REACH),
        turned=word.is_content and (evidence.affirms(shown) if word.denied else evidence.denies(shown)),
        common=bool(related),
        has_foe=bool(foes),
    )


def _state(word: Word, shown: str, related: frozenset[str], evidence: Ready, window: frozenset[str]) -> State:
    if shown in evidence.rarity:
        return State.HERE if shown in window else State.ELSEWHERE
    if word.kind is Kind.FUNCTION:
        return State.NEW
    if opposites(word.root) & window:
        return State.OPPOSED
    if related & window:
        return State.KIN
    if evidence.forms_of(word.root):
        return State.FORM
    distant = distant_kin(word.root) | distant_kin(word.base)
    return State.LOOSE if related & evidence.rarity.keys() or distant & window else State.NEW
