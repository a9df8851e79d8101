"""Direction: more or less, before or after, at least or at most, rise or fall stand in a claim as they stand in its evidence."""

from dataclasses import dataclass
from functools import lru_cache

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import Edit, edits, is_quoted
from bookwright.curation.gates.negation import CUES
from bookwright.curation.terms import AT_HAND, FUNCTION_WORDS, stem, tokens, words

# Each line is an axis: the words of one direction, then those of the other. A word may lie on several.
AXES = """
more greater / less fewer lesser
most / least fewest
higher / lower
highest / lowest
larger bigger / smaller
largest biggest / smallest
longer / shorter
longest / shortest
faster quicker sooner / slower later
before earlier until / after later
above over exceed exceeding / below under beneath
increase increases increased increasing / decrease decreases decreased decreasing
increase increases increased increasing / reduce reduces reduced reducing
raise raises raised raising / reduce reduces reduced reducing
raise raises raised raising / lower lowers lowered lowering
rise rises rose rising / fall falls fell falling
grow grows grew growing / shrink shrinks shrank shrinking
maximum / minimum
upper / lower
older / newer younger
first / last
better / worse
stronger / weaker
inside into / outside
"""
SIDES = [side.split() for axis in AXES.strip().split("\n") for side in axis.split("/")]
POLES = {word: frozenset(divmod(place, 2) for place, side in enumerate(SIDES) if word in side) for side in SIDES for word in side}
"""The axes that a word lies on, each with its side."""
DENIED = 2
"""How many words before a direction a "not" turns it: "no more than", "not to be later than"."""
COMPARED = 3
"""How many words of substance beside a direction say what is compared."""


@dataclass(frozen=True)
class Turn:
    """A direction on an axis, and the stems beside it that say of what: those that follow, or else those that precede."""

    axis: int
    sign: int
    word: str
    of: frozenset[str]


@lru_cache(AT_HAND)
def turns(text: str) -> frozenset[Turn]:
    """The directions of a text; one that is denied counts as its opposite."""
    if not POLES.keys() & tokens(text):
        return frozenset()
    found = set()
    said = words(text)
    for place, word in enumerate(said):
        for axis, sign in POLES.get(word, ()):
            denied = sum(before in CUES for before in said[max(0, place - DENIED) : place])
            beside = _substance(said[place + 1 :]) or _substance(said[:place][::-1])
            found.add(Turn(axis, (sign + denied) % 2, word, beside))
    return frozenset(found)


def direction(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim that compares the other way round than its evidence does with the same words beside it."""
    return tuple(fault for claim in submission.draft.claims if (fault := _check(claim, submission.draft)))


def _substance(following: tuple[str, ...]) -> frozenset[str]:
    return frozenset([stem(word) for word in following if word not in FUNCTION_WORDS][:COMPARED])


def _check(claim: Claim, draft: Draft) -> Fault | None:
    evidence = "\n".join(draft.evidence[index].quote for index in claim.evidence)
    if not evidence or is_quoted(claim.text, evidence) or not POLES.keys() & tokens(claim.text):
        return None
    turned = _exchanged(edits(claim.text, evidence)) or _opposed(claim.text, evidence)
    if not turned:
        return None
    return Fault(
        kind=FaultKind.DIRECTION_MISMATCH,
        quote=claim.text,
        reason=f'the source words named for this sentence say the opposite of "{turned}"',
        remedy="compare as the source does",
    )


def _exchanged(found: tuple[Edit, ...]) -> str:
    """The claim's direction where the opposite one stood; none where a "not" that came or went may turn it back."""
    if sum(word.casefold() in CUES for edit in found for word in (*edit.claim, *edit.source)) % 2:
        return ""
    return next((word for edit in found if (word := _in_place(edit))), "")


def _in_place(edit: Edit) -> str:
    opposed = {(axis, 1 - sign) for word in edit.source for axis, sign in POLES.get(word.casefold(), ())}
    return next((word for word in edit.claim if POLES.get(word.casefold(), frozenset()) & opposed), "")


def _denies_else(text: str) -> bool:
    """Whether a "not" of the text turns something else than a direction."""
    said = words(text)
    return any(word in CUES and not POLES.keys() & set(said[place + 1 : place + 1 + DENIED]) for place, word in enumerate(said))


def _opposed(claim: str, evidence: str) -> str:
    """A direction of the claim on whose axis the evidence goes only the other way, of the same things."""
    if _denies_else(claim) != _denies_else(evidence):  # "not deployed before the test" and "deployed after it" are the same
        return ""
    known = turns(evidence)
    for turn in sorted(turns(claim), key=lambda turn: turn.word):
        along = [other for other in known if other.axis == turn.axis]
        if turn.of and along and all(other.sign != turn.sign for other in along) and any(turn.of == other.of for other in along):
            return turn.word
    return ""
