"""How the brief of a section stands in a prompt: for whom, what it is to teach, what is known, and what it may rest on."""

from collections.abc import Sequence

from bookwright.agents.items import Brief
from bookwright.agents.reading import fenced, in_one_line, numbered_passages
from bookwright.agents.textbook.items import SectionBrief, Term
from bookwright.agents.textbook.plan import PlannedSection
from bookwright.agents.textbook.specification import Audience, Specification, Style, Terms

AUDIENCES = {
    Audience.CHILD: "children of nine to twelve: short sentences, everyday words, things that they can see or touch as comparisons",
    Audience.SCHOOL: "pupils of thirteen to eighteen: plain words, every step shown, nothing taken for granted beyond everyday knowledge",
    Audience.COLLEGE: "students in their first years: exact words, each idea built on the one before, no knowledge of this field expected",
    Audience.PROFESSIONAL: "people who work with this: what to do, when and why, with conditions and exceptions; not what all of them know",
    Audience.RESEARCHER: "people who do research: full precision, assumptions and limits named, no simplification",
}
STYLES = {
    Style.RIGOROUS: "rigorous: definitions before use, exact conditions, every step of an argument, no ornament",
    Style.ENGAGING: "engaging: it begins with something a reader can wonder about, speaks to the reader, and shows before it tells",
    Style.APPLIED: "applied: it begins with a task, explains as much as the task needs, and returns to the task at the end",
}
TERMS = {
    Terms.KEPT: "the words of the field are used as they are, without explaining those that such readers know",
    Terms.EXPLAINED: "every word of the field is explained where it first stands, in plain words before the term is named",
}


def grounds(brief: SectionBrief) -> Brief:
    """What a section may rest on, for whatever reads passages alone."""
    return Brief(passages=brief.passages, titles=brief.titles, language=brief.language)


def passages_of(brief: SectionBrief) -> str:
    """The passages, numbered."""
    return numbered_passages(grounds(brief))


def written_for(specification: Specification) -> str:
    """The specification in words."""
    return (
        f"Readers: {AUDIENCES[specification.audience]}.\n"
        f"Style: {STYLES[specification.style]}.\n"
        f"Terms: {TERMS[specification.terms]}.\n"
        f'Language: the one with the code "{specification.language}".'
    )


def place_of(brief: SectionBrief) -> str:
    """Where the section stands in the book, and what is told elsewhere."""
    book, chapter, section = map(_line, brief.path)
    others = "; ".join(map(_line, brief.others)) or "none"
    return f'The section "{section}" of the chapter "{chapter}" of the book "{book}".\nOther sections, whose matter is told there: {others}'


def objectives_of(plan: PlannedSection) -> str:
    """The objectives, one a line, by id and level."""
    return "\n".join(f"- {objective.id} ({objective.bloom}): {_line(objective.text)}" for objective in plan.objectives)


def known_to(known: Sequence[Term]) -> str:
    """The terms that a reader has met by then."""
    lines = (f"{in_one_line(term.name)}: {in_one_line(term.definition.text)}" for term in known)
    return "<known>\n" + (fenced("\n".join(lines)) or "none") + "\n</known>"


def conflicts_between(brief: SectionBrief) -> str:
    """Where passages contradict each other, a line each, by the titles of their sources."""
    lines = (
        f'- {_line(conflict.reason)}: "{_line(conflict.one.quote)}" ({_line(brief.titles[conflict.one.document_id])}), '
        f'but "{_line(conflict.other.quote)}" ({_line(brief.titles[conflict.other.document_id])})'
        for conflict in brief.conflicts
    )
    return "\n".join(lines) or "none that is known"


def _line(text: str) -> str:
    return in_one_line(fenced(text))
