"""The index: the words that a reader looks up, and the sections where they matter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bookwright.agents.extractive.tagging import tagged
from bookwright.curation.book.book import Entry, IndexEntry, Section
from bookwright.curation.book.glossary import sentences_of
from bookwright.curation.book.mentions import Text, key_of
from bookwright.curation.book.sorting import sort_key
from bookwright.curation.terms import content_terms
from bookwright.knowledge.passage import Passage

LONGEST = 5
"""Words of a phrase in bold that may be a term; more are an emphasised remark."""
EVERYWHERE = 0.5
"""The share of the sections from which on a word leads nowhere, in a book of at least `FEW` sections."""
FEW = 6
NAMELESS = frozenset(["PRP", "PRF", "VBB", "VBI", "VVB", "VVI", "CJS", "CJC", "PNP", "PNQ", "TO0"])
ADJECTIVES = frozenset(["AJ0", "AJC", "AJS", "AV0"])
"""Tags of the words with which no name begins, and of those that name nothing alone."""
LETTERS = re.compile(r"[^\W\d_]{2}")
LABEL = re.compile(
    r"(?:an? )?(?:notes?|tip|hint|warning|caution|important|attention|remark|examples?|answer|question|summary|yes|no|new|all|must|shall|"
    r"should|may|not|(?:shall|must|should|may) not|step|figure|table|section|chapter)(?: \d[\d.]*)?",
    re.IGNORECASE,
)
"""Words in bold that announce something or stress it, and name nothing."""


def index_of(sections: Sequence[Section], glossary: Iterable[Entry], passages: Iterable[Passage]) -> tuple[IndexEntry, ...]:
    """The terms of the glossary and the key terms of the passages that the book rests on, sorted by name, each with its sections in order.

    A key term that no section has, or nearly all have, is left out; so is one that is another form of an entry before it.
    """
    names: dict[str, str] = {}
    for entry in glossary:
        names.setdefault(key_of(entry.name), entry.name)
    defined = set(names)
    for passage in passages:
        for term in passage.key_terms:
            if key := _looked_up(term):
                names.setdefault(key, term.strip(" .:;,“”\"‘’'"))
    texts = {section.id: Text(sentences_of(section.draft)) for section in sections}
    by_form = _sections_by_form(texts)
    found = {key: tuple(name for name in _near(key, by_form, texts) if texts[name].mentions(key)) for key in names}
    entries = [
        IndexEntry(name=names[key], sections=where)
        for key, where in found.items()
        if where and (key in defined or len(texts) < FEW or len(where) < EVERYWHERE * len(texts))
    ]
    return tuple(sorted(entries, key=lambda entry: sort_key(entry.name)))


def _looked_up(term: str) -> str:
    """The key of a key term that is short and has a word of substance; "" for any other: a number, a label, words in quotation marks."""
    bare = term.strip(" .:;,")
    fit = len(bare.split()) <= LONGEST and content_terms(bare) and LETTERS.search(bare) and not LABEL.fullmatch(bare) and _names(bare)
    return key_of(bare) if fit else ""


def _names(term: str) -> bool:
    """Whether the words can name something: no order, no adjective alone, no phrase that begins with a preposition, no shouting."""
    tokens = tagged(term)
    shouts = term.isupper() and len(tokens) > 1
    return not shouts and tokens[0].tag not in NAMELESS and not (len(tokens) == 1 and tokens[0].tag in ADJECTIVES and term.islower())


def _sections_by_form(texts: Mapping[str, Text]) -> Mapping[str, set[str]]:
    """The sections in which each form stands."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for form in text.forms:
            found[form].add(name)
    return found


def _near(key: str, by_form: Mapping[str, set[str]], texts: Iterable[str]) -> list[str]:
    """The sections, in order, that have every word of a key, so that the whole key may stand there."""
    having = [by_form.get(form, set()) for form in key.split()]
    return [name for name in texts if all(name in sections for sections in having)]
