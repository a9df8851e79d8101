"""Rewording: other words for the same statement. It is no fault: who objects to it raises a false alarm."""

import re
from collections.abc import Mapping
from itertools import pairwise
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.number import FIGURE, SPELT
from bookwright.curation.planting.sound import Sound, Way, in_a_claim, joined, replaced, with_claim

FULL = re.compile(r"\b(?:(?P<helper>[Dd]o|does|did|is|are|was|were|has|have|had|should|could|would) not|(?P<can>can ?not))\b(?! only\b)")
SHORT = re.compile(r"\b(?:(?P<helper>[Dd]o|does|did|is|are|was|were|has|have|had|should|could|would)n['’]t|(?P<can>can['’]t|cannot))\b")
# Numbers that count what the next word names: "12 hours", not "step 2 sends", "RFC 8 states" or "twenty-two files".
COUNTED = re.compile(r" [a-z]{2,}s\b")
BEFORE = re.compile(
    r"(?:^|\b(?:after|at least|at most|every|for|has|have|in|least|most|than|the|these|those|with|within) )$", re.IGNORECASE
)
WORDS = {str(value): word for value, word in enumerate(SPELT, 2)}
FIGURES = {word: value for value, word in WORDS.items()}
NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(SPELT)})\b", re.IGNORECASE)
SYNONYMS: Mapping[str, str] = {
    "in order to": "to",
    "for instance": "for example",
    "for example": "for instance",
    "approximately": "about",
    "prior to": "before",
    "e.g.": "for example",
    "i.e.": "that is",
    "percent": "%",
    "per cent": "%",
}
LONGER = re.compile(r"(?<!\w)(?:in order to|for instance|for example|approximately|prior to|e\.g\.|i\.e\.|(?<=\d )per ?cent)(?!\w)")
TYPESET = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "–"})
# Words that are no name wherever they stand, so that they lose their capital inside a sentence.
OPENERS = frozenset(
    "a an the this that these those it its they their there each every all some any many most no both such another one if when where while "
    "because although since as in on at to for from with by of under after before during".split()
)
FIRST = re.compile(r"[A-Za-z]+(?![\w-])")
LONGEST_TITLE = 80


def contracted(text: str, chance: Random) -> str | None:
    """ "does not" as "doesn't", "cannot" as "can't"."""
    return replaced(text, list(FULL.finditer(text)), chance, lambda match: "can't" if match["can"] else f"{match['helper']}n't")


def written_out(text: str, chance: Random) -> str | None:
    """ "doesn't" as "does not", "cannot" as "can not"."""
    return replaced(text, list(SHORT.finditer(text)), chance, lambda match: "can not" if match["can"] else f"{match['helper']} not")


def in_words(text: str, chance: Random) -> str | None:
    """A small number that counts something, in words: "12 hours" as "twelve hours"."""
    found = [match for match in FIGURE.finditer(text) if match[0] in WORDS and _counts(match)]
    return replaced(text, found, chance, lambda match: WORDS[match[0]] if match.start() else WORDS[match[0]].capitalize())


def in_figures(text: str, chance: Random) -> str | None:
    """A small number that counts something, in figures: "twelve hours" as "12 hours"."""
    found = [match for match in NUMBER_WORD.finditer(text) if _counts(match)]
    return replaced(text, found, chance, lambda match: FIGURES[match[0].casefold()])


def _counts(number: re.Match[str]) -> bool:
    """Whether a number counts what follows it."""
    return bool(BEFORE.search(number.string[: number.start()]) and COUNTED.match(number.string, number.end()))


def synonym(text: str, chance: Random) -> str | None:
    """A fixed phrase by another that means the same."""
    return replaced(text, list(LONGER.finditer(text)), chance, lambda match: SYNONYMS[match[0]])


def other_marks(text: str, _: Random) -> str | None:
    """Typeset quotation marks, apostrophes and dashes as plain ones."""
    plain = text.translate(TYPESET)
    return plain if plain != text else None


def with_its_source(sound: Sound, chance: Random) -> Draft | None:
    """The title of the document named before a claim."""
    title = sound.brief.titles.get(sound.document_id, "")
    if not title or len(title) > LONGEST_TITLE or not title[-1].isalnum() or not title.isprintable():
        return None

    def change(text: str, _: Random) -> str | None:
        inside = _inside(text, sound.text)
        return f"According to {title}, {inside}" if inside else None

    return in_a_claim(change)(sound, chance)


def as_one(sound: Sound, chance: Random) -> Draft | None:
    """Two claims, one after the other, as one sentence that names the evidence of both."""
    claims = sound.draft.claims
    pairs = [
        (place, f"{first.text[:-1]}; {inside}")
        for place, (first, second) in enumerate(pairwise(claims))
        if not (first.connective or second.connective) and _is_sentence(first.text) and (inside := _inside(second.text, sound.text))
    ]
    if not pairs:
        return None
    place, together = chance.choice(pairs)
    return joined(with_claim(sound.draft, place, together), place)


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and not text.endswith("..")


def _inside(text: str, document: str) -> str | None:
    """A sentence as it stands behind other words: without its capital, or with it where the document writes the first word so inside a
    sentence; None where neither is certain."""
    first = FIRST.match(text)
    if first is None or not _is_sentence(text):
        return None
    lower = text[:1].lower() + text[1:]
    if first[0].casefold() in OPENERS or re.search(rf"\b{re.escape(lower[: first.end()])}\b", document):
        return lower
    return text if re.search(rf"[a-z,] {re.escape(first[0])}\b", document) else None


WAYS = (
    Way("contracted", in_a_claim(contracted)),
    Way("written out", in_a_claim(written_out)),
    Way("number in words", in_a_claim(in_words)),
    Way("number in figures", in_a_claim(in_figures)),
    Way("synonym", in_a_claim(synonym)),
    Way("other marks", in_a_claim(other_marks)),
    Way("with its source", with_its_source),
    Way("as one sentence", as_one),
)
