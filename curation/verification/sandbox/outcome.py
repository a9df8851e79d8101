"""What the sandbox allows, and how a program in it ended."""

from enum import StrEnum

from pydantic import Field

from bookwright.knowledge.document import Frozen

PATIENCE = 3
"""A program may take so many times its processor time by the clock."""


class Limits(Frozen):
    """How much of the machine one program gets: seconds of processor time, megabytes of address space, bytes of output."""

    seconds: int = Field(default=10, ge=1)
    megabytes: int = Field(default=256, ge=64)
    output: int = Field(default=100_000, ge=1)

    @property
    def clock(self) -> int:
        """Seconds by the clock until it is given up; more than those of the processor, which others on the machine have a share of."""
        return PATIENCE * self.seconds


class End(StrEnum):
    """How a program ended. `LEFT` is an exit of its own with success: what stood after it was not run. `OUT_OF_TIME` is for processor time,
    `OVERDUE` for the clock, of which it may have waited or been kept from the processor by others."""

    FINISHED = "finished"
    RAISED = "raised"
    LEFT = "left"
    OUT_OF_TIME = "out of time"
    OVERDUE = "overdue"
    FLOODED = "flooded"
    DIED = "died"


class Outcome(Frozen):
    """How a program ended, what it printed, and what it said on standard error (a traceback, for one that raised)."""

    end: End
    printed: str = ""
    said: str = ""

    @property
    def complaint(self) -> str:
        """The last line on standard error: the exception and its message."""
        return self.said.rstrip().rpartition("\n")[2]


class NoSandbox(Exception):
    """This system cannot guard a program; the text says what is missing. Nothing was run."""
