"""How instructions are made."""

from pydantic import Field

from bookwright.curation.instruct.rules import UNHEARABLE, UNSEEABLE
from bookwright.knowledge.document import Frozen


class InstructSettings(Frozen):
    """A call shows so many tasks of people (`human`) and, once there are any, so many of the run's own (`machine`, else people's in their
    place), and asks for `tasks` new ones; a round is so many `calls`. An instruction whose ROUGE-L with another is above `threshold` is not
    new. A task has at most so many `instances`; an instruction with a word of `refused` is turned down.

    The defaults are Self-Instruct's (Wang et al. 2023, section 2.2; the counts of calls, of tasks in a call and of instances are those of
    its released code).
    """

    human: int = Field(default=6, ge=1)
    machine: int = Field(default=2, ge=0)
    tasks: int = Field(default=8, ge=1, le=50)
    calls: int = Field(default=5, ge=1)
    instances: int = Field(default=5, ge=1, le=20)
    threshold: float = Field(default=0.7, gt=0, le=1)
    refused: tuple[str, ...] = UNSEEABLE


ALPACA = InstructSettings(human=3, machine=0, tasks=20, instances=1, refused=(*UNSEEABLE, *UNHEARABLE))
"""Alpaca's: three seeds with their instances, twenty tasks in a call, more words refused (Taori et al. 2023)."""
