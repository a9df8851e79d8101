"""What the letters of an acronym stand for: `Continuous Integration (CI) builds …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.items import QuestionKind

SHORT = re.compile(r"(?P<long>(?:[\w\-]+ ){1,6})\((?P<short>[A-Z]{2,6})\)")
SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a"})


def acronym(place: Place) -> Iterator[Candidate]:
    """`A Content Security Policy (CSP) limits …` -> `What does CSP stand for?`, where its letters are those of the words before it."""
    for match in SHORT.finditer(place.text):
        if _spells(match["long"].split(), match["short"]):
            yield Candidate(asked(f"what does {match['short']} stand for"), QuestionKind.TERM, (place.sentence,), 0.4, "acronym")
            return


def _spells(words: list[str], short: str) -> bool:
    """Whether the last words begin with the letters, little words aside."""
    letters: list[str] = []
    for word in reversed(words):
        if word.lower() not in SMALL:
            letters.extend(part[:1].upper() for part in reversed(word.split("-")))
        if len(letters) == len(short):
            return "".join(reversed(letters)) == short
    return False
