"""Addition: a statement more, which the evidence named for it does not make."""

from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.passage import elsewhere
from bookwright.curation.planting.sound import Change, Sound, Way, in_a_claim, with_more

SENTENCES = (
    "Most experts consider this the safest choice in practice.",
    "It was introduced after several costly failures had been reported by customers.",
    "Independent studies have shown that this saves considerable effort.",
    "Older systems handled this in a completely different manner.",
)
CLAUSES = (
    ", which has made it popular with beginners",
    ", although many organisations ignore this in practice",
    ", and regulators have repeatedly endorsed this approach",
)
ASIDES = (" (a habit borrowed from aviation)", " — much to the surprise of its inventors —", " (usually at considerable expense)")


def sentence(sound: Sound, chance: Random) -> Draft | None:
    """A general statement that sounds as if it belonged here."""
    return with_more(sound.draft, chance.choice(SENTENCES))


def from_elsewhere(sound: Sound, chance: Random) -> Draft | None:
    """A sentence from elsewhere in the document."""
    others = elsewhere(sound, sound.draft.answer)
    return with_more(sound.draft, chance.choice(others).quote) if others else None


def at_the_end(clauses: tuple[str, ...]) -> Change:
    """A clause behind the last word of a sentence."""

    def change(text: str, chance: Random) -> str | None:
        return text[:-1] + chance.choice(clauses) + "." if text.endswith(".") else None

    return change


def in_the_middle(text: str, chance: Random) -> str | None:
    """An aside in the middle of a sentence."""
    words = text.split(" ")
    if len(words) < 6:
        return None
    place = len(words) // 2
    return " ".join(words[:place]) + chance.choice(ASIDES) + " " + " ".join(words[place:])


WAYS = (
    Way("sentence", sentence),
    Way("clause", in_a_claim(at_the_end(CLAUSES))),
    Way("from elsewhere", from_elsewhere),
    Way("aside", in_a_claim(in_the_middle), held_out=True),
)
