"""What the sandbox allows, and how a program in it ended."""

from enum import StrEnum

from pydantic import Field

from bookwright.knowledge.document import Frozen


class Limits(Frozen):
    """How much of the machine one program gets: seconds by the clock and of processor time, megabytes of address space, bytes of output."""

    seconds: int = Field(default=10, ge=1)
    megabytes: int = Field(default=256, ge=64)
    output: int = Field(default=100_000, ge=1)


class End(StrEnum):
    """How a program ended. `LEFT` is an exit of its own with success: what stood after it was not run."""

    FINISHED = "finished"
    RAISED = "raised"
    LEFT = "left"
    OUT_OF_TIME = "out of time"
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
