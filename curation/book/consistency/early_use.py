"""Early use: a term that stands in a section before any section that defines it."""

import re
from collections.abc import Iterator, Sequence

from bookwright.agents.extractive.tagging import commonness, tagged
from bookwright.curation.book.book import Book, Entry, Finding, Section
from bookwright.curation.book.glossary import documents_of, home_of
from bookwright.curation.book.mentions import ARTICLE, EVERYDAY, Text, is_whole, key_of

KIND = "early_use"
SUBJECT, FEW = 0.5, 6
"""The share of the sections that use what the whole book is about, in a book of at least so many: its reader knows that much."""
EXPLAINED = re.compile(
    r"\b(?:called|named|termed|dubbed|labell?ed|known as|referred to as|means?|refers to|stands for|defined as|acronym|terminology)\b"
    r"|\b(?:chapters?|sections?|sec\.|appendix|later|next|soon|in a moment|learn|introduc\w+|defined (?:below|in)|see)\b"
    r"|\b(?:we|you|it)(?:['’]ll| will)\b",
    re.IGNORECASE,
)
"""A sentence with one of these tells what the term is, or where it will be told."""
OPENING = r"[\"“‘'(]\s*(?:an?|the)?\s*"
GLOSS = r"\s*(?:[\"”’'(]|,? (?:i\.e\.|that is|or|which (?:is|are|means?))\b|, (?:an?|the)\b|\s?[:—–]|\s?- (?:an?|the)\b)"
"""What stands before or behind a term where it is explained in passing."""


def early_uses(book: Book) -> Iterator[Finding]:
    """A finding for each term and the first section that uses it before any section defines it; for books in English.

    A section knows the terms that itself, a section before it or one of its prerequisites defines. A use is the term as a whole noun
    phrase, spelt with capitals where its definition has them, in a sentence that neither explains it in passing nor says where that will
    be done.
    Single words of everyday English and what the whole book is about are let pass.
    """
    if book.specification.language.split("-")[0] != "en":
        return
    texts = [(section, Text([claim.text for claim in section.draft.claims])) for section in book.sections]
    for entry in book.glossary:
        if not is_everyday(entry.name) and not is_subject(entry, book):
            yield from _found(entry, texts)


def is_everyday(name: str) -> bool:
    """Whether a term is a single word that everyday English has too, so that it may as well be meant as everybody means it."""
    bare = _bare(name)
    return bare.isalpha() and not bare[1:].isupper() and commonness(bare) > EVERYDAY


def is_subject(entry: Entry, book: Book) -> bool:
    """Whether so many sections use a term that it is what the book is about."""
    return len(book.sections) >= FEW and len(entry.used_in) >= SUBJECT * len(book.sections)


def _found(entry: Entry, texts: Sequence[tuple[Section, Text]]) -> Iterator[Finding]:
    key, home = key_of(entry.name), home_of(entry)
    defining = next((section.number for section, _ in texts if section.id == entry.defined_in), entry.defined_in)
    for section, text in texts:
        if section.id == entry.defined_in:
            return
        if entry.defined_in in section.prerequisites or (home and home not in documents_of(section)):
            continue
        quote = next((sentence for sentence in text.sentences(key) if _uses(sentence, key, entry.name)), "")
        if quote:
            reason = f"uses “{entry.name}”, which is only defined in {defining}"
            yield Finding(kind=KIND, sections=(section.id, entry.defined_in), quote=quote, reason=reason)
            return


def _uses(sentence: str, key: str, name: str) -> bool:
    """Whether the sentence takes the term for known."""
    bare = _bare(name)
    spelt = re.compile(rf"(?<!\w){re.escape(bare)}", re.IGNORECASE if bare == bare.lower() else 0)
    if (bare != bare.lower() and not spelt.search(sentence)) or EXPLAINED.search(sentence):
        return False
    glossed = re.compile(rf"{OPENING}{spelt.pattern}|{spelt.pattern}\w*{GLOSS}", spelt.flags)
    return not glossed.search(sentence) and any(token.is_finite for token in tagged(sentence)) and is_whole(sentence, key)


def _bare(name: str) -> str:
    """The name of a term without an article and quotation marks."""
    return ARTICLE.sub("", name.strip()).strip("\"'“”‘’")
