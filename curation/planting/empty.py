"""Empty: no answer, or something that only stands where one should."""

from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Plant, Sound, Way, with_answer


def nothing(sound: Sound, _: Random) -> Draft | None:
    """No claim at all."""
    return sound.draft.model_copy(update={"claims": ()})


def one_of(*texts: str) -> Plant:
    """One of these words for an answer, the evidence as it was."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        return with_answer(sound.draft, chance.choice(texts))

    return plant


WAYS = (
    Way("nothing", nothing),
    Way("a mark", one_of("-", "...", "?", ".", "—")),
    Way("a placeholder", one_of("N/A", "TODO", "Unknown.", "[answer]")),
    Way("a pointer", one_of("See the source.", "Read the text for details.", "(left blank)"), held_out=True),
)
