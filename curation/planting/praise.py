"""Praise: kind words for the question, the answer or nobody, where there should be an answer, or around one."""

from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Plant, Sound, Way, in_a_claim, with_answer, with_more

OPENINGS = ("That's a great question! ", "What an insightful question. ", "Excellent question — ")
CLOSINGS = (
    "I hope this helps!",
    "This answer is complete, accurate and well structured.",
    "Thank you for asking, it is a pleasure to explain this.",
)
ALONE = (
    "This is a truly important topic, and it is wonderful that you want to learn about it.",
    "You clearly understand the subject very well, keep up the great work!",
)
ODD = (
    "Few could have put it better than you did.",
    "A pleasure to read, as always, and beautifully reasoned from start to finish.",
    "Rest assured that every word above has been checked with the greatest care.",
)


def alone(texts: tuple[str, ...]) -> Plant:
    """Nothing but praise."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        return with_answer(sound.draft, chance.choice(texts))

    return plant


def behind(texts: tuple[str, ...]) -> Plant:
    """Praise as one more claim."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        return with_more(sound.draft, chance.choice(texts))

    return plant


def before(text: str, chance: Random) -> str:
    """Praise before a claim."""
    return chance.choice(OPENINGS) + text


WAYS = (
    Way("before", in_a_claim(before)),
    Way("behind", behind(CLOSINGS)),
    Way("alone", alone(ALONE)),
    Way("other words", behind(ODD), held_out=True),
)
