"""From what a model says of a text, sentence by sentence and fault by fault, to a critique that is bound to the text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bookwright.agents.items import Brief, Claim, ClaimCheck, Critique, Fault, FaultKind, Standing
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import ELLIPSIS, MINIMUM_SQUEEZED, locate, squeezed

STANDINGS = {FaultKind.UNSUPPORTED: Standing.NOT_STATED, FaultKind.CONTRADICTED: Standing.CONTRADICTED}
"""How a claim stands that has this fault."""


class CheckedSentence(Frozen):
    """One sentence of a text: the words of the passages that decide it, what they say of it, and so how it stands."""

    sentence: int
    source_words: str
    reason: str
    standing: Standing


@dataclass(frozen=True)
class Criticised:
    """A text as it was shown to a critic: the claims to be checked by the numbers they stood under, what else can be objected to (the
    question, titles, other words), what to call all of that, and the passages that stood above it."""

    sha256: str
    claims: Mapping[int, Claim]
    beside: str
    place: str
    brief: Brief


def as_critique(read: Criticised, sentences: Sequence[CheckedSentence], faults: tuple[Fault, ...], by: str) -> Critique:
    """The critique of a text. ValueError, as a wish to the model, unless each claim is checked once and every fault names words that can be
    objected to."""
    each_once([checked.sentence for checked in sentences], read.claims, "sentences: check each of the sentences")
    said = squeezed(read.beside + " " + " ".join(claim.text for claim in read.claims.values()))
    for fault in faults:
        words = squeezed(fault.quote)
        if not words or words not in said:
            raise ValueError(f'faults: "{fault.quote}" does not stand in {read.place}; copy the words you object to')
    found = {checked.sentence: checked for checked in sentences}
    unnamed = (_unnamed(claim, found[number], faults) for number, claim in read.claims.items())
    overruled = dict(_overruled(read, found, faults))
    checks = tuple(
        ClaimCheck(
            claim=number - 1,
            standing=overruled.get(number, found[number].standing),
            words=found[number].source_words,
            located=_stand_in(found[number].source_words, read.brief),
        )
        for number in read.claims
    )
    return Critique(draft_sha256=read.sha256, by=by, faults=(*faults, *filter(None, unnamed)), checks=checks)


def each_once(numbers: list[int], wanted: Iterable[int], wish: str) -> None:
    """ValueError, as the wish to the model, unless the numbers are those wanted, each once."""
    if sorted(numbers) != list(wanted):
        raise ValueError(f"{wish} {list(wanted)} once, by its number")


def _stand_in(words: str, brief: Brief) -> bool:
    """Whether the words stand in what is shown; where an ellipsis joins several places, those of each, wherever they are."""
    shown = [part for passage in brief.passages for part in (passage.text, *passage.headings)] + list(brief.titles.values())
    shown.sort(key=lambda text: words not in text)  # where they stand letter by letter, they are found at the first look
    parts = [part for part in ELLIPSIS.split(words) if len(squeezed(part)) >= MINIMUM_SQUEEZED]
    return any(locate(words, text, "") for text in shown) or all(any(locate(part, text, "") for text in shown) for part in parts)


def _unnamed(claim: Claim, checked: CheckedSentence, faults: Sequence[Fault]) -> Fault | None:
    """The fault of a claim that was found to lack support and is in no fault by its words.

    One that leaves out a condition is called contradicted, and its fault "incomplete" may name the words of the question instead.
    """
    if checked.standing is Standing.SUPPORTED or any(_names(fault, claim) for fault in faults):
        return None
    if checked.standing is Standing.CONTRADICTED and any(fault.kind is FaultKind.INCOMPLETE for fault in faults):
        return None
    kind = next(kind for kind, standing in STANDINGS.items() if standing is checked.standing)
    return Fault(kind=kind, quote=claim.text, reason=checked.reason)


def _overruled(read: Criticised, found: Mapping[int, CheckedSentence], faults: Sequence[Fault]) -> Iterator[tuple[int, Standing]]:
    """The claims that were called supported beside a fault that says otherwise: the fault, which names words, speaks louder."""
    beside = squeezed(read.beside)
    for fault in faults:
        homes = [number for number, claim in read.claims.items() if fault.kind in STANDINGS and _names(fault, claim)]
        is_beside = squeezed(fault.quote) in beside
        if homes and not is_beside and all(found[number].standing is Standing.SUPPORTED for number in homes):
            yield homes[0], STANDINGS[fault.kind]


def _names(fault: Fault, claim: Claim) -> bool:
    """Whether a fault objects to words of this claim."""
    return squeezed(fault.quote) in squeezed(claim.text)
