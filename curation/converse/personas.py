"""Personas that are told apart, and which of them a passage is for."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from bookwright.agents.converse.items import Persona
from bookwright.curation.terms import content_terms

ALIKE = 0.6
"""The Jaccard index of their words from which on two personas are one."""


class Personas:
    """Those seen so far, in the order in which they were shown; one that is like an earlier one is not kept."""

    def __init__(self) -> None:
        self.kept: list[Persona] = []

    def keep(self, persona: Persona) -> Persona:
        """The persona, or the earlier one that it is like."""
        twin = next((one for one in self.kept if _alike(one, persona)), None)
        if twin is None:
            self.kept.append(persona)
        return twin or persona


def fitting(text: str, personas: Sequence[Persona]) -> list[Persona]:
    """Those of the personas that a text has most to do with; several where it has as much to do with each.

    What counts is the share of a persona's content terms that the text has, each term weighed by how few of the personas have it
    (ln(number of personas / those with the term), and 1 more), over the root of the sum of all its weights, so that telling more of
    oneself is no merit.
    """
    said = content_terms(text)
    terms = [content_terms(persona.described) for persona in personas]
    spread = Counter(term for own in terms for term in own)

    def weight(own: frozenset[str]) -> float:
        return sum(1 + log(len(personas) / spread[term]) for term in sorted(own))

    scores = [round(weight(own & said) / sqrt(weight(own)), 9) if own else 0.0 for own in map(frozenset, terms)]
    return [persona for persona, score in zip(personas, scores, strict=True) if score == max(scores)]


def _alike(one: Persona, other: Persona) -> bool:
    ours, theirs = content_terms(one.described), content_terms(other.described)
    return bool(ours | theirs) and len(ours & theirs) >= ALIKE * len(ours | theirs)
