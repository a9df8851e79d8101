"""Direction: a comparison, an order in time or a bound turned round."""

import re
from random import Random

from bookwright.curation.planting.sound import Change, Way, in_a_claim, in_its_case, replaced

COMPARING = """
more than=less than|less than=more than|fewer than=more than|greater than=less than|higher=lower|lower than=higher than
|larger=smaller|smaller=larger|longer=shorter|shorter=longer|greater=smaller|faster=slower|older=newer""".replace("\n", "")
ORDERING = "before=after|after=before|earlier=later|above=below|below=above"
BOUNDING = "at least=at most|at most=at least|no more than=no less than|minimum=maximum|maximum=minimum"
CHANGING = """
increases=decreases|increase=decrease|increased=decreased|increasing=decreasing
|decreases=increases|decrease=increase|reduces=raises
|reduce=raise|reduced=raised|reducing=raising|grows=shrinks|rises=falls|rise=fall""".replace("\n", "")
ODD = """
up to=at least|exceeds=falls short of|exceed=fall short of|prior to=following|within=beyond|wider=narrower|stronger=weaker
|most=least|latest=earliest|upper=lower|ascending=descending|improves=worsens|better=worse|easier=harder|earlier=later""".replace("\n", "")
IDLE = re.compile(r"\b(?:as|discussed|described|shown|once) $|\bnamed $", re.IGNORECASE)
"""What makes a place in the text, or nothing, of the word that follows."""


def turned(table: str) -> Change:
    """A change that turns one of the words of the table round."""
    pairs = dict(pair.split("=") for pair in table.split("|"))
    words = re.compile(r"\b(?:" + "|".join(sorted(pairs, key=len, reverse=True)) + r")\b", re.IGNORECASE)

    def change(text: str, chance: Random) -> str | None:
        found = [match for match in words.finditer(text) if not IDLE.search(text[: match.start()])]
        return replaced(text, found, chance, lambda match: in_its_case(pairs[match[0].casefold()], match[0]))

    return change


WAYS = (
    Way("comparing", in_a_claim(turned(COMPARING))),
    Way("ordering", in_a_claim(turned(ORDERING))),
    Way("bounding", in_a_claim(turned(BOUNDING))),
    Way("changing", in_a_claim(turned(CHANGING))),
    Way("other words", in_a_claim(turned(ODD)), held_out=True),
)
