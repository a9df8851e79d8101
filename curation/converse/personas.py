"""Personas that are told apart."""

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


def _alike(one: Persona, other: Persona) -> bool:
    ours, theirs = content_terms(one.described), content_terms(other.described)
    return bool(ours | theirs) and len(ours & theirs) >= ALIKE * len(ours | theirs)
