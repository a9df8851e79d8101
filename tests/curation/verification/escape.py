"""Programs that try to get out of the sandbox, each with the mark by which it would be seen that it did.

A program may name a field of the target in double angle brackets. What it prints as "escaped …" is such a mark, and so is anything done to
the target. `open_door` says whether the program gets out where nothing guards it, whoever runs it: that is tried too, or the marks would
prove nothing.
"""

import re
from dataclasses import dataclass
from textwrap import dedent

from tests.curation.verification.target import SECRET, Target

MARKS = ("escaped", SECRET, "root:")


@dataclass(frozen=True)
class Escape:
    """A way out that is tried."""

    name: str
    program: str
    open_door: bool = True

    def aimed(self, target: Target) -> str:
        """The program with the target's own names in it."""
        return re.sub(r"<<(\w+)>>", lambda match: _named(target, match[1]), self.program)

    def got_out(self, target: Target, printed: str) -> bool:
        """Whether anything shows that it got out."""
        return not target.is_untouched() or any(mark in printed for mark in MARKS)


def _named(target: Target, name: str) -> str:
    return str(target.victim.pid if name == "victim" else getattr(target, name))


def escape(name: str, program: str, *, open_door: bool = True) -> Escape:
    """An escape whose program is written with its indentation."""
    return Escape(name, dedent(program).strip() + "\n", open_door)
