"""How sections and exercises stand in a prompt: sentence by sentence, each with the source words that it names, or as readers see them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bookwright.agents.items import Claim, Fault
from bookwright.agents.reading import fenced, in_one_line, lost, sourced, visible
from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, TableCheck
from bookwright.agents.textbook.items import Exercise, Part, SectionBrief, SectionDraft
from bookwright.knowledge.evidence import Evidence, squeezed

CLIPPED = 2_000
"""Characters of a program, and of what it prints, that are shown to those who read a section."""
EXHIBITED = 2_500
"""Characters of a table, listing or figure that are shown: nearly all of them are whole, and the longest is cut between two lines."""
INVENTED = "Example, invented:"
"""How a part that applies rules to a made-up case is marked where it is told."""
NAMED = 28
"""Characters of the beginning and of the end by which longer source words are named where their passage stands on the same page."""

Lines = Callable[[Mapping[int, Claim], Sequence[Evidence]], list[str]]
"""How numbered claims stand on a page."""


def numbered_claims(draft: SectionDraft) -> dict[int, Claim]:
    """Every sentence by its number from 1, the definitions after them."""
    return dict(enumerate((*draft.claims, *(term.definition for term in draft.terms)), 1))


def shown_section(draft: SectionDraft, title: str) -> str:
    """A section: its parts by number, its sentences by number through all of them, then the terms that it defines."""
    return _section(draft, title, lambda _: _named)


def section_to_revise(draft: SectionDraft, title: str, faults: Sequence[Fault]) -> str:
    """The same, with the source words of those parts alone, but these in full, in which a fault names words: the others may stay."""
    quotes = [squeezed(fault.quote) for fault in faults]
    return _section(draft, title, lambda part: sourced if any(quote in _words(part) for quote in quotes) else _bare)


def _section(draft: SectionDraft, title: str, lines_of: Callable[[Part], Lines]) -> str:
    lines, number = [f"Section: {in_one_line(title)}"], 1
    for place, part in enumerate(draft.parts, 1):
        lines += _part(place, part, number, draft, lines_of(part))
        number += len(part.claims) + (len(part.worked.steps) if part.worked else 0)
    if draft.terms:
        lines.append("Terms that it defines, each with its definition for the glossary:")
    for place, term in enumerate(draft.terms, number):
        lines += [f"Term: {in_one_line(term.name)}", *_named({place: term.definition}, draft.evidence)]
    lines += lost(draft.unlocated)
    return "<draft>\n" + fenced("\n".join(lines)) + "\n</draft>"


def told_section(draft: SectionDraft, brief: SectionBrief) -> str:
    """A section as its readers see it, without numbers and sources, for those who set or read its exercises."""
    lines = [in_one_line(brief.plan.title), *([f"The invented case of the chapter: {in_one_line(brief.case)}"] if brief.case else [])]
    for part in draft.parts:
        invented = INVENTED if draft.is_invented(part) else ""
        told = " ".join(in_one_line(claim.text) for claim in part.claims)
        lines += ["", *filter(None, [in_one_line(f"{invented} {part.title}"), told])]
        if part.exhibit:
            lines += [*_exhibited(draft.evidence[part.exhibit.evidence].quote), in_one_line(part.exhibit.caption)]
        if part.worked:
            steps = " ".join(in_one_line(step.text) for step in part.worked.steps)
            lines.append(f"Problem: {in_one_line(part.worked.problem)} {steps} Answer: {in_one_line(part.worked.answer)}")
    return "<lesson>\n" + fenced("\n".join(lines)) + "\n</lesson>"


def shown_exercise(exercise: Exercise) -> str:
    """An exercise with its solution."""
    lines = [
        f"Exercise ({exercise.kind}, objective {exercise.objective}, level {exercise.level}): {in_one_line(exercise.question)}",
        "Solution, sentence by sentence, the last of them the answer, each with the source words it names:",
        *sourced(dict(enumerate(exercise.solution, 1)), exercise.evidence),
        *([f"Check: {check_in_words(exercise.check)}"] if exercise.check else []),
        *([f"A variation of: {in_one_line(exercise.variation_of)}"] if exercise.variation_of else []),
        *lost(exercise.unlocated),
    ]
    return "<draft>\n" + fenced("\n".join(lines)) + "\n</draft>"


def check_in_words(check: Check) -> str:
    """What a check works out, and what it must come to."""
    match check:
        case MathCheck():
            return f"{check.expression} = {check.equals}" + (
                f", rounded to {check.rounding} decimals" if check.rounding is not None else ""
            )
        case CodeCheck():
            return f"the program\n{_clipped(check.source)}\nprints\n{_clipped(check.prints)}"
        case TableCheck():
            rows = ", ".join(check.rows) or "all rows"
            return f"the {check.operation} of the column {check.column} over {rows} = {check.equals}"


def _part(place: int, part: Part, number: int, draft: SectionDraft, lines_of: Lines) -> list[str]:
    kind = f"{part.kind}, invented" if draft.is_invented(part) else part.kind
    lines = [f"Part {place} ({kind}): {in_one_line(part.title)}", *lines_of(dict(enumerate(part.claims, number)), draft.evidence)]
    if part.exhibit:
        lines.append(f"   {part.exhibit.kind}, taken over from the source; caption: {in_one_line(part.exhibit.caption)}")
        lines += _exhibited(draft.evidence[part.exhibit.evidence].quote)
    if part.worked:
        steps = dict(enumerate(part.worked.steps, number + len(part.claims)))
        lines += [f"   Problem: {in_one_line(part.worked.problem)}", *lines_of(steps, draft.evidence)]
        lines.append(f"   Answer: {in_one_line(part.worked.answer)}")
        lines.append(f"   Check: {check_in_words(part.worked.check) if part.worked.check else 'none'}")
    return lines


def _words(part: Part) -> str:
    """All that a part says, as faults name it."""
    worked = part.worked
    steps = (worked.problem, *(step.text for step in worked.steps), worked.answer) if worked else ()
    return squeezed(" ".join((part.title, *(claim.text for claim in part.claims), *steps, part.exhibit.caption if part.exhibit else "")))


def _bare(claims: Mapping[int, Claim], _: Sequence[Evidence]) -> list[str]:
    """A line for each claim."""
    return [f"{number}. {in_one_line(claim.text)}" for number, claim in claims.items()]


def _named(claims: Mapping[int, Claim], evidence: Sequence[Evidence]) -> list[str]:
    """A line for each claim and one for each of its sources, long ones by their first and last words."""
    return sourced(claims, [piece.model_copy(update={"quote": _ends(in_one_line(piece.quote))}) for piece in evidence])


def _ends(words: str) -> str:
    """The whole of short words; of longer ones the beginning and the end, cut between words."""
    if len(words) <= 3 * NAMED:
        return words
    beginning, end = words[:NAMED].rpartition(" ")[0] or words[:NAMED], words[-NAMED:].partition(" ")[2] or words[-NAMED:]
    return f"{beginning} … {end}"


def _exhibited(text: str) -> list[str]:
    """The lines of what is taken over from a source, each marked as its own; where they are too many the first and the last ones."""
    lines = [f"   | {line}" for line in text.splitlines() if line.strip()]
    if len(text) <= EXHIBITED:
        return lines
    first, last = list(_fitting(lines)), list(_fitting(lines[::-1]))[::-1]
    left = len(lines) - len(first) - len(last)
    return [*first, f"   ({left} more lines stand in the book)", *last] if left > 0 else lines


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    """The lines that half of an exhibit has room for."""
    room = EXHIBITED // 2
    for line in lines:
        room -= len(line)
        if room < 0:
            return
        yield line


def _clipped(text: str) -> str:
    """With its lines, for in a program they count."""
    words = visible(text).strip("\n")
    return words if len(words) <= CLIPPED else words[:CLIPPED] + " …"
