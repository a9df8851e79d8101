"""Echo: the question again where the answer should stand."""

from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Sound, Way, with_answer


def itself(sound: Sound, _: Random) -> Draft | None:
    """The question, letter by letter."""
    return with_answer(sound.draft, sound.draft.question)


def as_a_statement(sound: Sound, _: Random) -> Draft | None:
    """The question with a full stop."""
    return with_answer(sound.draft, sound.draft.question.rstrip("? ") + ".")


def introduced(sound: Sound, chance: Random) -> Draft | None:
    """The question with words before it."""
    return with_answer(sound.draft, chance.choice(("You asked: ", "Regarding your query: ", "So, ")) + sound.draft.question)


def without_its_opening(sound: Sound, _: Random) -> Draft | None:
    """The question without its first word, as if it stated something."""
    rest = sound.draft.question.rstrip("? ").partition(" ")[2]
    return with_answer(sound.draft, f"{rest[:1].upper()}{rest[1:]}.") if rest else None


WAYS = (
    Way("itself", itself),
    Way("as a statement", as_a_statement),
    Way("introduced", introduced),
    Way("without its opening", without_its_opening, held_out=True),
)
