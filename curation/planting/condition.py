"""Condition: a condition or an exception left out, so that the rest is said more widely than its source says it."""

import re
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Plant, Sound, Way, with_claim
from bookwright.curation.terms import content_terms

FEWEST_LEFT = 4
ASKED = 0.5
"""The part of a condition's words that the question has when it asks under this condition, which may then be left out."""


def opening(words: str) -> re.Pattern[str]:
    """A clause that begins the sentence with one of the words."""
    return re.compile(rf"^(?:{words})\b[^,;]+,\s+", re.IGNORECASE)


def closing(words: str) -> re.Pattern[str]:
    """A clause that ends the sentence and begins with one of the words."""
    return re.compile(rf",?\s+(?:{words})\b[^,;.]+(?=\.$)", re.IGNORECASE)


def without(clause: re.Pattern[str]) -> Plant:
    """Leaves the clause out of the first claim, by chance, that has it and whose question does not ask under this condition."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        places = list(range(len(sound.draft.claims)))
        for place in chance.sample(places, len(places)):
            text = sound.draft.claims[place].text
            found = clause.search(text)
            if found and not _asked(found[0], sound.draft.question):
                left = text[: found.start()] + text[found.end() :]
                if len(left.split()) >= FEWEST_LEFT:
                    return with_claim(sound.draft, place, left[:1].upper() + left[1:])
        return None

    return plant


def _asked(clause: str, question: str) -> bool:
    terms = content_terms(clause)
    return len(terms & content_terms(question)) > ASKED * len(terms)


WAYS = (
    Way("at the end", without(closing("if|unless|only if|only when|provided that|as long as"))),
    Way("at the beginning", without(opening("if|unless|when|where|provided that|as long as"))),
    Way("exception", without(closing("except|except for|except when|except that|other than|until"))),
    Way(
        "other words",
        without(closing("subject to|in the absence of|with the exception of|without|in case of")),
        held_out=True,
    ),
)
