"""Whether a list is of steps that are taken one after the other, or of things that stand beside each other."""

import re

from bookwright.agents.extractive.guide.unit import Unit
from bookwright.agents.extractive.tagging import is_base

NUMBERED = re.compile(r"^\W?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+|^Step \d", re.IGNORECASE)
ANNOUNCED = re.compile(
    r"\b(?:(?:these|following|several) (?:\w+ )?(?:steps|instructions)|step[- ]by[- ]step|in (?:this|the following) order|"
    r"steps? (?:is|are|to|for)|how to|(?:do|proceed) as follows|procedure)\b|^(?:In order )?[Tt]o [a-z]+\b.*:$",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"(?:do not|don[’']t|never|avoid|refrain|no)\b", re.IGNORECASE)
SHARE = 0.8
"""The share of the items that are orders, in a list of steps."""


def is_procedure(unit: Unit) -> bool:
    """Whether nearly all items tell to do something, and the source numbers them or announces steps: by what leads in, or the heading."""
    told = [NUMBERED.sub("", item.text) for item in unit.items]
    orders = sum(_is_order(text) for text in told)
    if orders < SHARE * len(told) or any(FORBIDDEN.match(text) for text in told):
        return False
    numbered = all(NUMBERED.match(item.text) for item in unit.items)
    lead = unit.sentences[-1].text if unit.sentences else ""
    return numbered or any(ANNOUNCED.search(text) for text in (lead, unit.stretch.heading))


def _is_order(text: str) -> bool:
    """`Open the lid.`, `Then press both keys.`, `If it is hot, open it.`: a verb in its base form leads the clause."""
    clause = re.sub(
        r"^(?:(?:first|second|third|next|then|finally|now|optionally),? |(?:if|when|once|after) [^,]+, )", "", text, flags=re.IGNORECASE
    )
    words = clause.split()
    return bool(words) and is_base(words[0].strip("*_:,.").lower())
