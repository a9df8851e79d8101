"""Putting changed parts into a section, and its evidence in order again."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bookwright.agents.items import Claim
from bookwright.agents.textbook.check import Check, TableCheck
from bookwright.agents.textbook.items import Part, SectionDraft, Term, WorkedExample

Renumber = Callable[[int], int]


def with_parts(draft: SectionDraft, changed: Mapping[int, Sequence[Part]], added: Sequence[tuple[int, Part]]) -> tuple[Part, ...]:
    """The parts of a draft, those at the places given (from 1) replaced, and new ones put in after a place (0 for the beginning)."""
    parts = [part for place, part in added if place == 0]
    for place, part in enumerate(draft.parts, 1):
        parts += changed.get(place, (part,))
        parts += (new for after, new in added if after == place)
    return tuple(parts)


def settled(draft: SectionDraft) -> SectionDraft:
    """The draft with the evidence that it uses and no other, in the order of first use."""
    order: dict[int, int] = {}
    for index in _used(draft):
        order.setdefault(index, len(order))
    return draft.model_copy(
        update={
            "parts": tuple(_part(part, order.__getitem__) for part in draft.parts),
            "terms": tuple(_term(term, order.__getitem__) for term in draft.terms),
            "evidence": tuple(draft.evidence[index] for index in order),
        }
    )


def _used(draft: SectionDraft) -> Iterator[int]:
    for part in draft.parts:
        for claim in part.claims:
            yield from claim.evidence
        if part.exhibit:
            yield part.exhibit.evidence
        if part.worked:
            for step in part.worked.steps:
                yield from step.evidence
            if isinstance(part.worked.check, TableCheck):
                yield part.worked.check.evidence
    for term in draft.terms:
        yield from term.definition.evidence


def _part(part: Part, number: Renumber) -> Part:
    return part.model_copy(
        update={
            "claims": tuple(_claim(claim, number) for claim in part.claims),
            "exhibit": part.exhibit and part.exhibit.model_copy(update={"evidence": number(part.exhibit.evidence)}),
            "worked": part.worked and _worked(part.worked, number),
        }
    )


def _worked(worked: WorkedExample, number: Renumber) -> WorkedExample:
    steps = tuple(_claim(step, number) for step in worked.steps)
    return worked.model_copy(update={"steps": steps, "check": worked.check and _check(worked.check, number)})


def _check(check: Check, number: Renumber) -> Check:
    return check.model_copy(update={"evidence": number(check.evidence)}) if isinstance(check, TableCheck) else check


def _claim(claim: Claim, number: Renumber) -> Claim:
    return claim.model_copy(update={"evidence": tuple(map(number, claim.evidence))})


def _term(term: Term, number: Renumber) -> Term:
    return term.model_copy(update={"definition": _claim(term.definition, number)})
