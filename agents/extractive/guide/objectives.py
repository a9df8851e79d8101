"""What a reader can do after a section, as far as the section's own words promise it."""

import re
from string import ascii_lowercase

from bookwright.agents.extractive.candidate import opened
from bookwright.agents.extractive.guide.outline import Piece
from bookwright.agents.extractive.guide.titles import OVERVIEW, PART, common
from bookwright.agents.textbook.plan import Bloom, Objective

MOST_TERMS, MOST_HEADINGS = 3, 3
RULES = re.compile(r"\b(?:must|shall|should|may not|required|prohibited|not (?:allowed|permitted))\b", re.IGNORECASE)
CONTRASTS = re.compile(
    r"\b(?:whereas|unlike|in contrast|by contrast|rather than|the difference between|on the other hand)\b", re.IGNORECASE
)


def objectives(section: str, title: str, piece: Piece) -> tuple[Objective, ...]:
    """All that the section may come to serve, at least one: its terms, its rules, the reasons and distinctions in it, the key points under
    its headings. Those that nothing in the written section serves are left out of the book."""
    gist = " ".join(piece.gist)
    title = PART.sub("", title).removesuffix(OVERVIEW)
    told = [(Bloom.REMEMBER, f"Recall what is meant by “{opened(term)}”.") for term in piece.terms[:MOST_TERMS]]
    if RULES.search(gist):
        told.append((Bloom.REMEMBER, f"State the rules on “{title}”."))
    told.append((Bloom.UNDERSTAND, f"Explain the reasons given under “{title}”."))
    if CONTRASTS.search(gist) or len(piece.terms) > 1:
        told.append((Bloom.UNDERSTAND, f"Explain the distinctions drawn under “{title}”."))
    told += [(Bloom.REMEMBER, f"State the key points of “{heading}”.") for heading in _headings(piece, title)]
    return tuple(
        Objective(id=f"{section}-{letter}", bloom=bloom, text=text) for letter, (bloom, text) in zip(ascii_lowercase, told, strict=False)
    )


def _headings(piece: Piece, title: str) -> list[str]:
    """The headings that the section is divided by, or its title where they are none or many."""
    shared = len(common(piece.paths))
    found = list(dict.fromkeys(path[shared] for path in piece.paths if len(path) > shared))
    return found if 0 < len(found) <= MOST_HEADINGS else [title]
