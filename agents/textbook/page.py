"""How the brief of a section stands in a prompt: for whom, what it is to teach, what is known, and what it may rest on."""

from collections.abc import Iterator
from itertools import islice

from bookwright.agents.items import Brief
from bookwright.agents.reading import fenced, in_one_line, numbered_passages
from bookwright.agents.textbook.items import ExerciseKind, ExerciseSubmission, SectionBrief
from bookwright.agents.textbook.plan import PlannedSection
from bookwright.agents.textbook.specification import Audience, Specification, Style, Terms
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

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
KINDS = (
    ExerciseKind.APPLY,
    ExerciseKind.FIND_ERROR,
    ExerciseKind.COMPARE,
    ExerciseKind.EXPLAIN,
    ExerciseKind.CODE,
    ExerciseKind.RECALL,
    ExerciseKind.UNANSWERABLE,
)
"""Kinds of exercise, those first that ask for most thinking."""
RULES = 15
"""Sentences with a rule, a limit or a default that a writer is reminded of."""
ENDS = 6
"""Words at the beginning and at the end by which such a sentence is named."""
ROOM = 9_000
"""Characters of passages on a page. A section of 900 words has explained about as much when it has said all that they say."""
KNOWN = 12
"""Terms that are listed as known, beside those that stand in the passages."""


def grounds(brief: SectionBrief) -> Brief:
    """What a section may rest on, for whatever reads passages alone."""
    return Brief(passages=brief.passages, titles=brief.titles, language=brief.language)


def shown(brief: SectionBrief) -> SectionBrief:
    """The brief with the passages that a page has room for: in their order, which is that of importance, the first one always; and what
    contradicts one of them."""
    room = ROOM
    fitting: list[str] = []
    for passage in brief.passages:
        room -= len(passage.text)
        if fitting and room < 0:
            break
        fitting.append(passage.id)
    conflicts = tuple(conflict for conflict in brief.conflicts if not set(fitting).isdisjoint(conflict.passages))
    kept = {*fitting, *(passage for conflict in conflicts for passage in conflict.passages)}
    return brief.model_copy(update={"passages": tuple(p for p in brief.passages if p.id in kept), "conflicts": conflicts})


def read_against(submission: ExerciseSubmission) -> SectionBrief:
    """What an exercise is read against beside the section: the passages that it cites. That the sources do not say something can be seen
    from all of them alone."""
    brief, exercise = submission.brief, submission.exercise
    home = tuple(passage for passage in brief.passages if any(_holds(passage, piece) for piece in exercise.evidence))
    if not home or exercise.kind is ExerciseKind.UNANSWERABLE:
        return shown(brief)
    return brief.model_copy(update={"passages": home})


def _holds(passage: Passage, piece: Evidence) -> bool:
    """Whether they share a character."""
    return passage.document_id == piece.document_id and passage.start < piece.end and piece.start < passage.end


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


def kinds_for(specification: Specification) -> str:
    """The kinds of exercise that may be set, those first that ask for most."""
    return ", ".join(kind for kind in KINDS if kind is not ExerciseKind.UNANSWERABLE or specification.unanswerable)


def place_of(brief: SectionBrief) -> str:
    """Where the section stands in its chapter, what runs through it, and what is told elsewhere."""
    return "\n".join(_place(brief))


def _place(brief: SectionBrief) -> Iterator[str]:
    book, chapter, section = map(_line, brief.path)
    yield f'The section "{section}" of the chapter "{chapter}" of the book "{book}".'
    if brief.plan.question:
        yield f"The question that it answers: {_line(brief.plan.question)}"
    if brief.thread:
        yield f"What the chapter is for, and what runs through it: {_line(brief.thread)}"
    if brief.case:
        yield f"The invented case of the chapter: {_line(brief.case)}"
    if len(brief.chapter) > 1:
        yield "The sections of the chapter in their order; the matter of the others is told there:"
        yield from (f"- {_named(other, brief)}" for other in brief.chapter)
    yield f"Sections of other chapters, whose matter is told there: {'; '.join(map(_line, brief.others)) or 'none'}"


def _named(section: PlannedSection, brief: SectionBrief) -> str:
    """A section of the chapter by title and question; of this one, its place."""
    if section.id != brief.plan.id:
        return _line(f"{section.title}: {section.question}" if section.question else section.title)
    first, last = (section.id == brief.chapter[place].id for place in (0, -1))
    return "this section" + (", which opens the chapter" if first else ", which ends the chapter" if last else "")


def objectives_of(plan: PlannedSection) -> str:
    """The objectives, one a line, by id and level."""
    return "\n".join(f"- {objective.id} ({objective.bloom}): {_line(objective.text)}" for objective in plan.objectives)


def known_to(brief: SectionBrief) -> str:
    """The terms that a reader has met by then: those that stand in the passages, and the latest of the others."""
    text = " ".join(passage.text for passage in brief.passages).casefold()
    others = [term for term in brief.known if term.name.casefold() not in text]
    aside = {term.name for term in others[: max(0, len(others) - KNOWN)]}
    lines = (f"{in_one_line(term.name)}: {in_one_line(term.definition.text)}" for term in brief.known if term.name not in aside)
    return "<known>\n" + (fenced("\n".join(lines)) or "none") + "\n</known>"


def rules_of(brief: SectionBrief) -> str:
    """The rules of the passages shown that no section has taken up yet, a line each, by the number of the passage and their first and last
    words."""
    found = ((number, rule) for number, passage in enumerate(brief.passages, 1) for rule in brief.rules if _holds(passage, rule))
    lines = (f"- passage {number}: {_line(_ends(rule.quote))}" for number, rule in islice(found, RULES))
    return "<material>\n" + ("\n".join(lines) or "none") + "\n</material>"


def _ends(text: str) -> str:
    words = text.split()
    return text if len(words) <= 2 * ENDS else f"{' '.join(words[:ENDS])} … {' '.join(words[-ENDS:])}"


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
