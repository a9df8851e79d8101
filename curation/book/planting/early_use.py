"""Early use: a term that is used before it is defined."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from random import Random

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Part, Term
from bookwright.curation.book.book import Book, Section
from bookwright.curation.book.mentions import ARTICLE, Text, key_of
from bookwright.curation.book.planting.way import Planted, Way, drawn, with_draft, with_evidence, with_glossary, with_part, with_sections

BEFORE = r"(?:^|\b(?:an?|the|of|for|by|with|in|on|to|from|and|or|each|every|all|this|that) )"
BEHIND = r"(?: (?:is|are|was|were|has|have|can|must|should|will|to|in|on|for|of|by|from|with|and|or|that)\b|[.;]|$)"
"""What stands around a term that is no part of a longer name."""
ELSEWHERE = re.compile(
    r"\b(?:called|known as|named|referred|means?|chapter|section|sec\.|see|later|next|learn\w*|introduc\w+|will|we['’]ll)\b"
    r"|[“”\"]|^.{0,60}$",
    re.IGNORECASE,
)
"""A sentence that may tell what a term is, or where, or that is too short to be one."""


def moved_back(book: Book, chance: Random) -> Planted | None:
    """The definition of a term taken from the section that goes on using it to the end of the last section."""
    last, texts = book.sections[-1], _texts(book)
    for section in drawn(book.sections[:-1], chance):
        for term in chance.sample(section.draft.terms, len(section.draft.terms)):
            left = _without(section, term)
            if next(_uses(left, term.name), None) and _is_new(term.name, section, texts):
                behind = with_part(last, [with_evidence(section, term.definition)])
                behind = _with_term(behind, term)
                return Planted(with_glossary(with_sections(book, left, behind)), (section.id, last.id), term.name)
    return None


def brought_forward(book: Book, chance: Random) -> Planted | None:
    """A sentence that uses a term, put into a section before the one that defines it."""
    texts = _texts(book)
    for section in drawn(book.sections[1:], chance):
        before = book.sections[: book.sections.index(section)]
        for term in chance.sample(section.draft.terms, len(section.draft.terms)):
            claim = next(_uses(section, term.name), None)
            if claim and _is_new(term.name, section, texts):
                chosen = chance.choice(before)
                changed = with_part(chosen, [with_evidence(section, claim)])
                return Planted(with_glossary(with_sections(book, changed)), (chosen.id, section.id), term.name)
    return None


def _texts(book: Book) -> list[tuple[Section, Text]]:
    return [(section, Text([claim.text for claim in section.draft.claims])) for section in book.sections]


def _is_new(name: str, section: Section, texts: Sequence[tuple[Section, Text]]) -> bool:
    """Whether no section before has the term in any form, nor any other section a definition of it."""
    key = key_of(name)
    if any(key_of(term.name) == key for other, _ in texts if other.id != section.id for term in other.draft.terms):
        return False
    before = takewhile(lambda each: each[0].id != section.id, texts)
    return not any(text.mentions(key) for _, text in before)


def _uses(section: Section, name: str) -> Iterator[Claim]:
    """The claims that use the term and do not define it."""
    bare = ARTICLE.sub("", name).strip("\"'“”‘’")
    use = re.compile(BEFORE + re.escape(bare) + BEHIND, 0 if bare != bare.lower() else re.IGNORECASE)
    defined = {term.definition.text for term in section.draft.terms if key_of(term.name) == key_of(name)}
    for claim in section.draft.claims:
        told = any(text in claim.text or claim.text in text for text in defined)
        if not told and not claim.connective and claim.text.endswith(".") and use.search(claim.text) and not ELSEWHERE.search(claim.text):
            yield claim


def _without(section: Section, term: Term) -> Section:
    """The section without the term and the sentences that define it."""
    parts = tuple(_kept(part, term) for part in section.draft.parts)
    terms = tuple(other for other in section.draft.terms if key_of(other.name) != key_of(term.name))
    return with_draft(section, parts=parts, terms=terms)


def _kept(part: Part, term: Term) -> Part:
    definition = term.definition.text
    claims = tuple(claim for claim in part.claims if claim.text not in definition and definition not in claim.text)
    return part.model_copy(update={"claims": claims})


def _with_term(section: Section, term: Term) -> Section:
    """The section with the term, defined by its last claim."""
    definition = section.draft.parts[-1].claims[-1]
    return with_draft(section, terms=(*section.draft.terms, Term(name=term.name, definition=definition)))


WAYS = (Way("definition moved back", moved_back), Way("use brought forward", brought_forward))
