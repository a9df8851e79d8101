"""The writer of a study guide's sections: the sources' own key sentences, lists, tables and definitions, word for word."""

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.layout import laid_out
from bookwright.agents.extractive.guide.parts import Pages, parts
from bookwright.agents.extractive.guide.questions import Question, definitions
from bookwright.agents.extractive.guide.selection import selected, weighed
from bookwright.agents.extractive.guide.soundness import stands_alone
from bookwright.agents.extractive.guide.source import LANGUAGE, planned, questions_on, setting_in
from bookwright.agents.extractive.guide.unit import units
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.textbook.items import Conflict, Part, PartKind, SectionBrief, SectionDraft, Term

SHARE = 3
"""A section has about one word in three of its sources, at most,"""
LEAST = 60
"""and this many of sources that have little more."""


class GuideWriter:
    """Brief to draft. Where no sentence of the passages can stand by itself, or in another language than English, the draft has no parts,
    and its judge rejects it."""

    maker = "rules"

    async def __call__(self, item: SectionBrief, /) -> SectionDraft:
        return await aside(write_section, item)


def write_section(brief: SectionBrief) -> SectionDraft:
    """Key sentences in reading order under the sources' own headings, and the terms that the passages define."""
    if brief.language != LANGUAGE:
        return SectionDraft(section=brief.plan.id, parts=(), evidence=())
    passages, asked = planned(brief), questions_on(brief)
    stretches = laid_out(passages)
    fit = units(stretches, setting_in(brief))
    offsets = frozenset(question.draft.evidence[0].start for question in asked)
    words = min(brief.plan.words, max(sum(passage.prose_words for passage in passages) // SHARE, LEAST))
    pages = Pages()
    told = parts(selected(fit, weighed(fit, offsets, brief.plan.title), words), stretches, brief.plan.title, pages)
    told += tuple(_both_sides(conflict, brief, pages) for conflict in brief.conflicts)
    terms = _terms(brief, asked, told, pages)
    return SectionDraft(section=brief.plan.id, parts=told, terms=terms, evidence=tuple(pages.evidence))


def _both_sides(conflict: Conflict, brief: SectionBrief, pages: Pages) -> Part:
    """What two sources say of the same thing that cannot both hold, each in its own words."""
    sides = (conflict.one, conflict.other)
    claims = tuple(pages.claim(Sentence(side.quote, side.start, side.end), side.document_id) for side in sides)
    return Part(kind=PartKind.CONFLICT, title=" and ".join(dict.fromkeys(brief.titles[side.document_id] for side in sides)), claims=claims)


def _terms(brief: SectionBrief, asked: tuple[Question, ...], told: tuple[Part, ...], pages: Pages) -> tuple[Term, ...]:
    """What the passages define, the section speaks of and no section before has defined, each by the words that define it."""
    text = " ".join(claim.text for part in told for claim in part.claims).casefold()
    known = {term.name.lower() for term in brief.known}
    found = [
        (name, words)
        for name, words in definitions(asked)
        if name.casefold() in text and name.lower() not in known and stands_alone(words.quote)
    ]
    return tuple(
        Term(name=name, definition=pages.claim(Sentence(words.quote, words.start, words.end), words.document_id)) for name, words in found
    )
