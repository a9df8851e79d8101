"""Early use: a term that stands in a section before any section that defines it."""

import re
from collections.abc import Iterator, Sequence

from bookwright.agents.extractive.tagging import commonness, tagged
from bookwright.curation.book.book import Book, Entry, Finding, Section
from bookwright.curation.book.mentions import ARTICLE, Text, is_whole, key_of

KIND = "early_use"
EVERYDAY = -12.5
"""The commonness from which a single word may as well be meant as everybody means it."""
SUBJECT = 0.5
"""The share of the sections that use what the whole book is about: its reader knows that much, or reads on to know it."""
EXPLAINED = re.compile(
    r"\b(?:called|named|termed|dubbed|labell?ed|known as|referred to as|means?|refers to|stands for|defined as|acronym|terminology)\b"
    r"|\b(?:[Cc]hapters?|[Ss]ections?|[Ss]ec\.|[Aa]ppendix|later|next|soon|in a moment|learn|introduc\w+|defined (?:below|in)|see)\b"
    r"|\b(?:we|you|it)(?:['’]ll| will)\b",
)
"""A sentence with one of these tells what the term is, or where it will be told."""
OPENING = r"[\"“‘'(]\s*(?:an?|the)?\s*"
GLOSS = r"\s*(?:[\"”’'(]|,? (?:i\.e\.|that is|or|which (?:is|are|means?))\b|, (?:an?|the)\b|\s?[:—–]|\s?- (?:an?|the)\b)"
"""What stands before or behind a term where it is explained in passing."""


def early_uses(book: Book) -> Iterator[Finding]:
    """A finding for each term and the first section that uses it before any section defines it; for books in English.

    A section knows the terms that itself, a section before it or one of its prerequisites defines. A use is the term as a whole noun phrase,
    spelt with capitals where its definition has them, in a sentence that neither explains it in passing nor says where it will be explained.
    Single words of everyday English and what the whole book is about are let pass.
    """
    if book.specification.language.split("-")[0] != "en":
        return
    texts = [(section, Text([claim.text for claim in section.draft.claims])) for section in book.sections]
    for entry in book.glossary:
        if _is_everyday(entry.name):
            continue
        if len(entry.used_in) >= SUBJECT * len(texts):
            continue
        yield from _found(entry, texts)


def _found(entry: Entry, texts: Sequence[tuple[Section, Text]]) -> Iterator[Finding]:
    key = key_of(entry.name)
    for section, text in texts:
        if section.id == entry.defined_in:
            return
        if entry.defined_in in section.prerequisites:
            continue
        quote = next((sentence for sentence in text.sentences(key) if _uses(sentence, key, entry.name)), "")
        if quote:
            reason = f"uses “{entry.name}”, which is only defined in {entry.defined_in}"
            yield Finding(kind=KIND, sections=(section.id, entry.defined_in), quote=quote, reason=reason)
            return


def _uses(sentence: str, key: str, name: str) -> bool:
    """Whether the sentence takes the term for known."""
    bare = ARTICLE.sub("", name).strip("\"'“”‘’")
    spelt = re.compile(rf"(?<!\w){re.escape(bare)}", 0 if bare != bare.lower() else re.IGNORECASE)
    if bare != bare.lower() and not spelt.search(sentence):
        return False
    if EXPLAINED.search(sentence) or not any(token.is_finite for token in tagged(sentence)):
        return False
    glossed = re.compile(rf"{OPENING}{spelt.pattern}|{spelt.pattern}\w*{GLOSS}", spelt.flags)
    return not glossed.search(sentence) and is_whole(sentence, key)


def _is_everyday(name: str) -> bool:
    """Whether a term is a single word that everyday English has too."""
    bare = ARTICLE.sub("", name).strip("\"'“”‘’")
    return bare.isalpha() and not bare[1:].isupper() and commonness(bare) > EVERYDAY
