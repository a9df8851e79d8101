"""How a rephrased passage stands in a prompt."""

from bookwright.agents.reading import fenced, in_one_line, lost, sourced
from bookwright.agents.rephrase.items import Rephrased


def shown_rephrase(text: Rephrased) -> str:
    """The text with its sentences numbered through all parts, each with the source words that it names."""
    lines, number = [], 1
    for place, part in enumerate(text.parts, 1):
        lines.append(f"Part {place}: {in_one_line(part.lead)}".rstrip())
        lines += sourced(dict(enumerate(part.claims, number)), text.evidence)
        number += len(part.claims)
    lines += lost(text.unlocated)
    return "<draft>\n" + fenced("\n".join(lines)) + "\n</draft>"


def told_rephrase(text: Rephrased) -> str:
    """The text as its readers see it."""
    return "<draft>\n" + fenced(text.text) + "\n</draft>"
