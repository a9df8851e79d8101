"""Contradiction: a section that says of a thing otherwise than another."""

import re
from collections.abc import Iterator
from random import Random

from bookwright.agents.items import Claim
from bookwright.curation.book.book import Book, Section
from bookwright.curation.book.parallel import are_parallel
from bookwright.curation.book.planting.way import Planted, Way, drawn, with_evidence, with_part, with_sections
from bookwright.curation.planting import direction, negation, number, unit
from bookwright.curation.planting.sound import Change, replaced
from bookwright.knowledge.words import count_words

SHORTEST = 8
"""Words of a sentence that says enough to be contradicted."""
LEANING = re.compile(
    r"^[\W_]*(?:it|its|they|their|this|these|that|those|he|she|here|there|such|both|each|one|another|if|when|in this|in that"
    r"|the following)\b",
    re.IGNORECASE,
)
"""A sentence that says nothing by itself, or holds in a case only."""
CASES = re.compile(r"\b(?:if|when|whenever|unless|whether|while|where|until)\b", re.IGNORECASE)
"""What holds in one case only may be otherwise in another."""
LABELS = r"(?:level|phase|part|step|chapter|section|version|port|line|table|figure|listing|page)"
LABELLED = re.compile(rf"[A-Z][\w-]*\.? ?\(?v?\d|\[|https?:|\b{LABELS} (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)|\w\(")
"""A number that says which one, and not how many."""
TOLD = re.compile(r"\b(?:is|are|was|were|has|have|had|can|must|should|will)\b")
PLACED = re.compile(
    r"(?<=\b(?:is|as|in|by|at|to|of) )(?P<name>[A-Z][a-z]{2,})(?=[.,;]? (?:and|or|is|in|on|at|for|by|from|with|who|which)\b|[.;]|$)"
)
"""A name by itself behind a small word."""
LISTED = re.compile(r"[A-Z]\w+(?:, | and | or |, and |, or )[A-Z]")


def contradicted(name: str, change: Change) -> Way:
    """A sentence of one section, changed so, at the end of another."""

    def plant(book: Book, chance: Random) -> Planted | None:
        titles = {section.id: (chapter.title, section.title) for chapter in book.chapters for section in chapter.sections}
        for section in drawn(book.sections, chance):
            others = [other for other in book.sections if other.id != section.id and not are_parallel(titles[section.id], titles[other.id])]
            telling = list(_telling(section))
            for claim in chance.sample(telling, len(telling)):
                changed = change(claim.text, chance)
                if others and changed and changed != claim.text:
                    against = chance.choice(others)
                    told = claim.model_copy(update={"text": changed}), with_evidence(section, claim)[1]
                    return Planted(with_sections(book, with_part(against, [told])), (section.id, against.id), changed)
        return None

    return Way(name, plant)


def another_name(text: str, chance: Random) -> str | None:
    """Another name in the place of one that says where, by whom or as what."""
    if LISTED.search(text):
        return None
    found = [match for match in PLACED.finditer(text) if TOLD.search(text[: match.start()]) and match["name"] != "Sec"]
    return replaced(text, found, chance, lambda _: chance.choice([name for name in NAMES if name not in text]))


NAMES = ("Halden", "Weber", "Norway", "Fischer", "Lisbon", "Okafor")


def _telling(section: Section) -> Iterator[Claim]:
    """The claims that say enough by themselves, whatever the case."""
    for claim in section.draft.claims:
        whole = not claim.connective and TOLD.search(claim.text) and claim.text.endswith(".") and count_words(claim.text) >= SHORTEST
        if whole and not any(sort.search(claim.text) for sort in (LEANING, CASES, LABELLED)):
            yield claim


WAYS = (
    contradicted("another digit", number.another_digit),
    contradicted("tenfold", number.tenfold),
    contradicted("another number word", number.another_word),
    contradicted("one more", number.neighbour),
    contradicted("another unit", unit.another_unit),
    contradicted("another date", unit.another_date),
    contradicted("not", negation.denied),
    contradicted("does not", negation.with_support),
    contradicted("not taken away", negation.affirmed),
    contradicted("no", negation.lacking),
    contradicted("comparing", direction.turned(direction.COMPARING)),
    contradicted("ordering", direction.turned(direction.ORDERING)),
    contradicted("bounding", direction.turned(direction.BOUNDING)),
    contradicted("changing", direction.turned(direction.CHANGING)),
    contradicted("another name", another_name),
)
