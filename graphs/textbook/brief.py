"""The brief of a section: what every role of it is shown of the library."""

from collections.abc import Iterator, Mapping

from bookwright.agents.textbook.items import SectionBrief, Term
from bookwright.agents.textbook.plan import Plan, PlannedSection
from bookwright.graphs.textbook.state import SectionInput
from bookwright.graphs.textbook.ways import Outcome
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

SHOWN = 60_000
"""Characters of passages that a section is written from; what the plan names after them is left aside."""


def section_brief(given: SectionInput, library: Library) -> SectionBrief:
    """The brief of a section; of the conflicts it has those that its passages take part in, and what contradicts these is shown too, last.
    InputError if the library does not hold one of its passages."""
    plan = given["plan"]
    planned = section_of(given["section"], plan)
    fitting = tuple(_fitting(planned, library))
    own = {passage.id for passage in fitting}
    conflicts = tuple(conflict for conflict in given["conflicts"] if not own.isdisjoint(conflict.passages))
    beside = dict.fromkeys(passage for conflict in conflicts for passage in conflict.passages if passage not in own)
    passages = (*fitting, *map(library.passage, beside))
    chapter = next(chapter for chapter in plan.chapters if planned in chapter.sections)
    near = {other.id for other in chapter.sections}
    return SectionBrief(
        plan=planned,
        thread=chapter.thread,
        case=chapter.case,
        chapter=chapter.sections,
        specification=plan.specification,
        passages=passages,
        titles={passage.document_id: library.imprint(passage.document_id).title for passage in passages},
        path=(plan.title, chapter.title, planned.title),
        known=given["known"],
        others=tuple(other.title for other in plan.sections if other.id not in near and _concerns(other, planned)),
        conflicts=conflicts,
        rules=given["rules"],
    )


def section_of(section: str, plan: Plan) -> PlannedSection:
    """The section of that id."""
    return next(planned for planned in plan.sections if planned.id == section)


def _concerns(other: PlannedSection, section: PlannedSection) -> bool:
    """Whether a section leans on another, is leant on by it, or rests on some of the same passages."""
    leans = other.id in section.prerequisites or section.id in other.prerequisites
    return leans or not set(section.passages).isdisjoint(other.passages)


def known_to(section: PlannedSection, plan: Plan, outcomes: Mapping[str, Outcome]) -> tuple[Term, ...]:
    """The terms that accepted sections before it define: its prerequisites and theirs, in reading order, each once."""
    needed = _prerequisites(section, plan)
    drafts = (outcomes[other.id].draft for other in plan.sections if other.id in needed and other.id in outcomes)
    terms: dict[str, Term] = {}
    for term in (term for draft in drafts if draft for term in draft.terms):
        # Its evidence is that of another section; as known it is words alone.
        plain = term.model_copy(update={"definition": term.definition.model_copy(update={"evidence": (), "connective": True})})
        terms.setdefault(term.name.casefold(), plain)
    return tuple(terms.values())


def _prerequisites(section: PlannedSection, plan: Plan) -> set[str]:
    """The ids of its prerequisites and theirs. All stand before it: one pass back through the plan meets each after what needs it."""
    needed = set(section.prerequisites)
    for other in reversed(plan.sections):
        if other.id in needed:
            needed.update(other.prerequisites)
    return needed


def _fitting(planned: PlannedSection, library: Library) -> Iterator[Passage]:
    """The passages, the most important first, as many as fit; the first one always."""
    size = 0
    for number, passage in enumerate(map(library.passage, planned.passages)):
        size += len(passage.text)
        if number and size > SHOWN:
            return
        yield passage
