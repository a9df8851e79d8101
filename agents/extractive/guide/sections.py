"""Sections of a sensible size out of the pieces of a chapter: crumbs joined with what they stand beside, giants cut."""

from dataclasses import replace
from math import ceil

from bookwright.agents.extractive.guide.outline import MOST_PASSAGES, Piece
from bookwright.agents.extractive.guide.titles import common

CRUMB_WORDS, CRUMB_PASSAGES = 300, 3
"""Less of either is too little for a section, where there is a neighbour to join."""
LEAST_ALONE = 120
"""Words of a document that is too short for a section of its own."""


def sections(pieces: tuple[Piece, ...]) -> list[Piece]:
    """The pieces as sections, in their order."""
    found = [part for piece in pieces for part in _cut(piece)]
    while (at := _crumb_to_join(found)) is not None:
        found = [*found[:at], found[at].with_next(found[at + 1]), *found[at + 2 :]]
    return found


def _cut(piece: Piece) -> list[Piece]:
    """A piece of too many passages in even parts."""
    parts = ceil(len(piece.passages) / MOST_PASSAGES)
    size = ceil(len(piece.passages) / parts)
    cut = [piece.passages[at : at + size] for at in range(0, len(piece.passages), size)]
    return [replace(piece, passages=part, words=piece.words * len(part) // len(piece.passages)) for part in cut]


def _crumb_to_join(found: list[Piece]) -> int | None:
    """Where two neighbours stand of which one is a crumb and that may be one section: of all crumbs the smallest, with the neighbour that
    shares most headings with it. None if there is none."""
    joints = [at for at in range(len(found) - 1) if _may_join(found[at], found[at + 1])]
    return min(joints, key=lambda at: _cost(found[at], found[at + 1]), default=None)


def _may_join(left: Piece, right: Piece) -> bool:
    alike = left.document == right.document or min(left.words, right.words) < LEAST_ALONE
    return alike and (_is_crumb(left) or _is_crumb(right)) and len(left.passages) + len(right.passages) <= MOST_PASSAGES


def _is_crumb(piece: Piece) -> bool:
    return piece.words < CRUMB_WORDS or len(piece.passages) < CRUMB_PASSAGES


def _cost(left: Piece, right: Piece) -> tuple[int, bool, int, int]:
    shared = len(common([*left.paths, *right.paths]))
    return min(left.words, right.words), left.document != right.document, -shared, left.words + right.words
