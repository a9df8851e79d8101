"""What a reader can do after a section, as far as the section's own words promise it."""

import re
from string import ascii_lowercase

from bookwright.agents.extractive.candidate import opened
from bookwright.agents.extractive.guide.outline import Piece
from bookwright.agents.extractive.guide.titles import OVERVIEW, PART, common
from bookwright.agents.textbook.plan import Bloom, Objective

MOST_TERMS, MOST_HEADINGS = 3, 3
REASONS = re.compile(
    r"\b(?:because|since|so that|in order to|therefore|as a result|this is why|which is why|the reason|the purpose of|due to)\b|"
    r"\bso (?:the|it|you|we|they)\b",
    re.IGNORECASE,
)
CONTRASTS = re.compile(
    r"\b(?:whereas|unlike|in contrast|by contrast|rather than|the difference between|on the other hand)\b", re.IGNORECASE
)


def objectives(section: str, title: str, piece: Piece) -> tuple[Objective, ...]:
    """At least one, from the terms that the piece defines, its headings, and whether its sentences give reasons or draw distinctions."""
    gist = " ".join(piece.gist)
    title = PART.sub("", title).removesuffix(OVERVIEW)
    told = [(Bloom.REMEMBER, f"Recall what is meant by “{opened(term)}”.") for term in piece.terms[:MOST_TERMS]]
    told += [(Bloom.REMEMBER, f"State the key points of “{heading}”.") for heading in _headings(piece, title)]
    if REASONS.search(gist):
        told.append((Bloom.UNDERSTAND, f"Explain the reasons given under “{title}”."))
    if CONTRASTS.search(gist):
        told.append((Bloom.UNDERSTAND, f"Explain the distinctions drawn under “{title}”."))
    return tuple(
        Objective(id=f"{section}-{letter}", bloom=bloom, text=text) for letter, (bloom, text) in zip(ascii_lowercase, told, strict=False)
    )


def _headings(piece: Piece, title: str) -> list[str]:
    """The headings that the section is divided by, or its title where they are none or many."""
    shared = len(common(piece.paths))
    found = list(dict.fromkeys(path[shared] for path in piece.paths if len(path) > shared))
    return found if 0 < len(found) <= MOST_HEADINGS else [title]
