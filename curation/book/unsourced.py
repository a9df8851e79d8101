"""Unsourced figures: those of answers, steps, titles and captions that no source, no problem and no check has."""

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress

from bookwright.agents.items import Fault, FaultKind
from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, TableCheck
from bookwright.agents.textbook.items import PartKind, SectionSubmission
from bookwright.curation.book.workings import Value, given, proved, underived, unfounded
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tokens import split_unit
from bookwright.curation.verification.math.tree import Unreadable
from bookwright.knowledge.evidence import squeezed

LETTER = re.compile(r"[^\W\d_]")
STEP = re.compile(r"^\W*\d{1,2}[.):](?=\s)|\bstep\s+\d+", re.IGNORECASE | re.MULTILINE)
LABEL = re.compile(
    r"\b(?:chapter|example|exercise|figure|fig\.|listing|part|section|step|table)\s+\d+(?:[.-]\d+)*|^\W*\d+[.):](?=\s)", re.IGNORECASE
)
QUOTED = re.compile(r"`[^`\n]+`|^[^`\n]+$", re.MULTILINE)


def headed(submission: SectionSubmission) -> Iterator[Fault]:
    """Titles of parts with figures that neither the section's evidence nor the sources' own headings have, and captions with such as the
    part's evidence has not."""
    draft, shown = submission.draft, [squeezed(passage.text) for passage in submission.brief.passages]
    everything = given(*(piece.quote for piece in draft.evidence), *submission.brief.titles.values())
    for part in draft.parts:
        worked, exhibit = part.worked, part.exhibit
        told = (submission.brief.case, *(claim.text for claim in part.claims)) if part.kind is PartKind.ILLUSTRATION else ()
        reckoned = given(*told, worked.problem) | proved(worked.check) if worked else given(*told)
        if new := unfounded(LABEL.sub("", part.title), everything | reckoned | given(*_headings(part.title, submission))):
            yield _misnamed(part.title, "title", new)
        if exhibit and not any(squeezed(exhibit.caption) in text for text in shown):
            own = {exhibit.evidence, *(index for claim in part.claims for index in claim.evidence)}
            if new := unfounded(LABEL.sub("", exhibit.caption), given(*(draft.evidence[index].quote for index in own))):
                yield _misnamed(exhibit.caption, "caption", new)


def _headings(title: str, submission: SectionSubmission) -> Iterator[str]:
    """The headings of the sources that a title is made of, and whatever line of theirs it repeats or is a piece of."""
    wanted = squeezed(title)
    for passage in submission.brief.passages:
        yield from passage.headings
        yield from (
            line
            for line in passage.text.splitlines()
            if LETTER.search(line) and (said := squeezed(line)) and (said in wanted or wanted in said)
        )


def _misnamed(text: str, what: str, new: frozenset[str]) -> Fault:
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=text,
        reason=f"{', '.join(sorted(new))} of this {what} stands in none of the source words named for it",
        remedy="use the number of the source, or none",
    )


def unchecked(text: str, new: frozenset[str]) -> Fault:
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=text,
        reason=f"{', '.join(sorted(new))} is worked out and nothing checks it",
        remedy="give a check that works it out, or leave it out",
    )


def underived_steps(steps: Sequence[str], check: Check, known: Set[Value], own: Set[Value]) -> Iterator[Fault]:
    """Steps with figures that nothing known, no step before and not the check has, and that do not follow from them."""
    at_hand = own | proved(check)
    known = known | at_hand | (given(check.source) if isinstance(check, CodeCheck) else frozenset())
    for step in steps:
        if new := underived(STEP.sub("", step), known, at_hand):
            yield unchecked(step, new)
        known = known | given(step)


def untold_result(answer: str, check: Check | None) -> Iterator[Fault]:
    """An answer that is not what its check comes to."""
    if isinstance(check, MathCheck | TableCheck) and not _is_told(check, answer):
        yield Fault(
            kind=FaultKind.CHECK_FAILED,
            quote=answer,
            reason=f"the check comes to {check.equals}, which is not in the answer",
            remedy="make answer and check agree",
        )


def unproved(answer: str, check: Check | None, known: Set[Value]) -> Iterator[Fault]:
    """An answer that is not what its check comes to, or has figures that neither the check nor anything known has."""
    if untold := tuple(untold_result(answer, check)):
        yield from untold
        return
    said = STEP.sub("", _without_code(answer, check.source) if isinstance(check, CodeCheck) else answer)
    if new := unfounded(said, known | proved(check)):
        yield Fault(
            kind=FaultKind.CHECK_FAILED if check else FaultKind.NUMBER_MISMATCH,
            quote=answer,
            reason=f"{', '.join(sorted(new))} of the answer stands neither in the problem nor in the source, and no check comes to it",
            remedy="leave it out of the answer, or let the check come to it",
        )


def _is_told(check: MathCheck | TableCheck, answer: str) -> bool:
    """Whether an answer has what a check comes to: as a figure or, in mathematics with letters other than those of a unit, as it is
    written."""
    equals = check.equals
    if isinstance(check, MathCheck):
        with suppress(Unreadable):
            equals = split_unit(equals)[0]
        if LETTER.search(equals):
            return squeezed(equals) in squeezed(answer) or _reads_the_same(equals, answer)
    values = given(equals)
    return not values or bool(values & given(answer))


def _reads_the_same(one: str, other: str) -> bool:
    """Whether two texts are the same mathematics, in whatever notation."""
    try:
        return read(one) == read(other.strip().rstrip("."))
    except Unreadable:
        return False


def _without_code(answer: str, source: str) -> str:
    """An answer without the code that it quotes from its program: lines and words in backticks."""
    program = squeezed(source)
    return QUOTED.sub(lambda match: " " if LETTER.search(match[0]) and squeezed(match[0]) in program else match[0], answer)
