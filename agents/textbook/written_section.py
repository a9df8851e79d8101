"""A section as a model writes it, and its way to a draft with located evidence."""

from collections.abc import Sequence

from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.textbook.excerpt import excerpt
from bookwright.agents.textbook.items import Exhibit, ExhibitKind, Part, PartKind, SectionBrief, SectionDraft, Term, WorkedExample
from bookwright.agents.textbook.written_check import WrittenCheck, check_of
from bookwright.agents.written import Locating, Quote, Sentence
from bookwright.knowledge.document import Frozen


class WrittenExhibit(Frozen):
    """A table, listing or figure by the words it begins and ends with in the passage."""

    kind: ExhibitKind
    quote: Quote
    caption: str


class WrittenExample(Frozen):
    """A problem, the steps to its answer, the answer, and how a machine can check it."""

    problem: str
    steps: list[Sentence]
    answer: str
    check: WrittenCheck | None


class WrittenPart(Frozen):
    """One part of a section: its sentences in order, then what stands after them."""

    kind: PartKind
    title: str
    sentences: list[Sentence]
    exhibit: WrittenExhibit | None
    worked: WrittenExample | None


class WrittenTerm(Frozen):
    """A term that the section introduces and its definition in one sentence."""

    name: str
    definition: Sentence


class WrittenSection(Frozen):
    """The writer's reply: the parts in order, then the terms."""

    parts: list[WrittenPart]
    terms: list[WrittenTerm]


def section_of(written: WrittenSection, brief: SectionBrief) -> SectionDraft:
    """The draft with every quote located. ValueError, as a wish to the model, for a section or a part that holds nothing."""
    if not written.parts:
        raise ValueError("parts: there is none; write the section")
    locating = Locating(brief.passages, brief.language)
    parts = parts_of(written.parts, locating)
    return SectionDraft(
        section=brief.plan.id,
        parts=parts,
        terms=terms_of(written.terms, locating),
        evidence=tuple(locating.evidence),
        unlocated=tuple(locating.unlocated),
    )


def parts_of(written: Sequence[WrittenPart], locating: Locating) -> tuple[Part, ...]:
    """The parts with their quotes located. ValueError for a part that holds nothing, or not what its kind says."""
    return tuple(_part(part, locating) for part in written)


def terms_of(written: Sequence[WrittenTerm], locating: Locating) -> tuple[Term, ...]:
    """The terms, each once; a definition of several sentences is its first one."""
    terms: dict[str, Term] = {}
    for term in written:
        name, definition = in_one_line(visible(term.name)), locating.claims([term.definition])[:1]
        if not name or not definition:
            raise ValueError("terms: a term needs a name and a definition; leave it out where there is none")
        terms.setdefault(name.casefold(), Term(name=name, definition=definition[0]))
    return tuple(terms.values())


def _part(written: WrittenPart, locating: Locating) -> Part:
    named = f'parts: the part "{written.title or written.kind}"'
    if written.kind is PartKind.WORKED_EXAMPLE and not (written.worked and written.worked.steps):
        raise ValueError(f'{named} is a worked_example; give its problem, steps and answer as "worked"')
    if written.kind is PartKind.EXHIBIT and not written.exhibit:
        raise ValueError(f'{named} is an exhibit; give what it shows as "exhibit"')
    claims = locating.claims(written.sentences)
    if not (claims or written.exhibit or written.worked):
        raise ValueError(f"{named} holds nothing; leave it out")
    return Part(
        kind=written.kind,
        title=in_one_line(visible(written.title)),
        claims=claims,
        exhibit=_exhibit(written.exhibit, locating) if written.exhibit else None,
        worked=_worked(written.worked, locating) if written.worked else None,
    )


def _exhibit(written: WrittenExhibit, locating: Locating) -> Exhibit | None:
    """What is taken over; nothing where its words are not found, which leaves their quote unlocated."""
    found = excerpt(written.quote, locating)
    if found is None:
        return None
    return Exhibit(kind=written.kind, evidence=locating.index(found), caption=in_one_line(visible(written.caption)))


def _worked(written: WrittenExample, locating: Locating) -> WorkedExample:
    return WorkedExample(
        problem=in_one_line(visible(written.problem)),
        steps=locating.claims(written.steps),
        answer=in_one_line(visible(written.answer)),
        check=check_of(written.check, locating),
    )
