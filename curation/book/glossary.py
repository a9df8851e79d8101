"""The glossary: each term of the accepted sections once, with the definition that a reader meets first."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bookwright.agents.textbook.items import SectionDraft, Term
from bookwright.curation.book.book import Entry, Section
from bookwright.curation.book.mentions import Text, key_of
from bookwright.curation.book.sorting import sort_key

OWN = re.compile(
    r"(?:The term |An? )?[“\"‘'][^“”\"‘’']+[”\"’'](?: \([^)]*\))? (?:means?|shall mean|has the meaning|refers? to|includes?)\b"
)


def glossary_of(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """The terms that the sections define, given in reading order, sorted by name; each as its first definition has it.

    Spellings with an article, in the plural or with another case are one term. `used_in` are the sections whose sentences have the term in
    any form, in reading order, the one that defines it not among them.
    """
    texts = {section.id: Text([claim.text for claim in section.draft.claims]) for section in sections}
    first: dict[str, tuple[Section, Term]] = {}
    for section, term in definitions(sections):
        first.setdefault(key_of(term.name), (section, term))
    entries = (
        Entry(
            name=term.name,
            definition=term.definition.text,
            evidence=tuple(section.draft.evidence[index] for index in term.definition.evidence),
            defined_in=section.id,
            made_by=section.made_by,
        )
        for key, (section, term) in first.items()
    )
    entries = (entry.model_copy(update={"used_in": tuple(_using(entry, sections, texts))}) for entry in entries)
    return tuple(sorted(entries, key=lambda entry: sort_key(entry.name)))


def _using(entry: Entry, sections: Sequence[Section], texts: Mapping[str, Text]) -> Iterator[str]:
    key, home = key_of(entry.name), home_of(entry)
    for section in sections:
        if section.id != entry.defined_in and (not home or home in documents_of(section)) and texts[section.id].mentions(key):
            yield section.id


def home_of(entry: Entry) -> str:
    """The document, by its id, in which alone a term has its meaning: a contract that sets it in quotation marks and says what it means
    there. Empty for a term that is everybody's."""
    return entry.evidence[0].document_id if entry.evidence and OWN.match(entry.definition) else ""


def documents_of(section: Section) -> frozenset[str]:
    """The documents that a section cites."""
    return frozenset(piece.document_id for piece in section.draft.evidence)


def definitions(sections: Sequence[Section]) -> Iterator[tuple[Section, Term]]:
    """Every definition of a term that has a name, in reading order, with its section."""
    return ((section, term) for section in sections for term in section.draft.terms if key_of(term.name))


def sentences_of(draft: SectionDraft) -> tuple[str, ...]:
    """The sentences of a section with the definitions of its terms."""
    return (*(claim.text for claim in draft.claims), *(term.definition.text for term in draft.terms))
