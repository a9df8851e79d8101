"""Planting: a known fault put into a sound draft, to see who finds it; and sound rewordings, to see who objects all the same.

Every fault has several ways of being planted. One of each is held out: no gate was tuned on its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting import (
    addition,
    citation,
    condition,
    direction,
    echo,
    empty,
    leak,
    name,
    negation,
    number,
    order,
    praise,
    rewording,
    truncation,
    unit,
)
from bookwright.curation.planting.sound import Sound, Way
from bookwright.knowledge.document import text_sha256


class Plantable(StrEnum):
    """The faults that can be planted."""

    NEGATION = "negation"
    NUMBER = "number"
    UNIT = "unit or date"
    NAME = "name"
    DIRECTION = "direction"
    CONDITION = "condition left out"
    ADDITION = "addition"
    CITATION = "wrong citation"
    LEAK = "leak"
    TRUNCATION = "truncation"
    EMPTY = "empty"
    ECHO = "echo"
    PRAISE = "praise"
    ORDER = "order to the judge"


WAYS: Mapping[Plantable, tuple[Way, ...]] = {
    Plantable.NEGATION: negation.WAYS,
    Plantable.NUMBER: number.WAYS,
    Plantable.UNIT: unit.WAYS,
    Plantable.NAME: name.WAYS,
    Plantable.DIRECTION: direction.WAYS,
    Plantable.CONDITION: condition.WAYS,
    Plantable.ADDITION: addition.WAYS,
    Plantable.CITATION: citation.WAYS,
    Plantable.LEAK: leak.WAYS,
    Plantable.TRUNCATION: truncation.WAYS,
    Plantable.EMPTY: empty.WAYS,
    Plantable.ECHO: echo.WAYS,
    Plantable.PRAISE: praise.WAYS,
    Plantable.ORDER: order.WAYS,
}


@dataclass(frozen=True)
class Planted:
    """A draft with a fault, and the way it was planted; `fault` is None where the draft was only reworded and is as sound as before."""

    fault: Plantable | None
    way: Way
    draft: Draft


def plant(fault: Plantable, sound: Sound, seed: str) -> Planted | None:
    """The fault in the first of its ways, in an order drawn from the seed, that changes the draft; None where none of them does."""
    return _drawn(fault, WAYS[fault], sound, f"{seed}:{fault}")


def reword(sound: Sound, seed: str) -> Planted | None:
    """The same statements in other words, in the first way, in an order drawn from the seed, that has a hold; None where none has."""
    return _drawn(None, rewording.WAYS, sound, f"{seed}:rewording")


def _drawn(fault: Plantable | None, ways: tuple[Way, ...], sound: Sound, seed: str) -> Planted | None:
    chance = Random(text_sha256(seed))  # noqa: S311 - a draw that can be repeated, no secret
    for way in chance.sample(ways, len(ways)):
        draft = way.plant(sound, chance)
        if draft is not None and _is_changed(sound.draft, draft):
            return Planted(fault=fault, way=way, draft=draft)
    return None


def _is_changed(before: Draft, after: Draft) -> bool:
    """Whether question or answer reads otherwise, white space and case apart, or a claim names other words of the source."""
    return _read(before) != _read(after)


def _read(draft: Draft) -> tuple[str, list[tuple[str, list[str]]]]:
    claims = [(_folded(claim.text), [draft.evidence[index].quote for index in claim.evidence]) for claim in draft.claims]
    return _folded(draft.question), claims


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
