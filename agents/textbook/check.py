"""How a solution can be checked without a model: what is to be worked out, and what it must come to."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bookwright.knowledge.document import Frozen


class MathCheck(Frozen):
    """`expression` in the notation of Python or LaTeX is equal to `equals`: "0.7*200000/0.3" to "466666.67", "(x+1)**2" to "x**2+2*x+1".

    `rounding` says to how many decimals `equals` is rounded; None where it is exact.
    """

    kind: Literal["math"] = "math"
    expression: str
    equals: str
    rounding: int | None = None


class CodeCheck(Frozen):
    """`source`, a whole program in Python, ends well and prints `prints`, white space at line ends aside. With `prints` empty its own
    assertions are the check."""

    kind: Literal["code"] = "code"
    source: str
    prints: str = ""


class Operation(StrEnum):
    """What can be worked out from a column of a table."""

    SUM = "sum"
    MEAN = "mean"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    COUNT = "count"
    DIFFERENCE = "difference"
    VALUE = "value"


class TableCheck(Frozen):
    """`operation` over the cells of `column` in the rows whose first cell is in `rows` (all rows where none is named) comes to `equals`.

    `evidence` is the index, into the evidence of the draft, of the table's own words: rows on lines, cells joined by " | ", headings first.
    """

    kind: Literal["table"] = "table"
    evidence: int
    column: str
    rows: tuple[str, ...] = ()
    operation: Operation
    equals: str


Check = Annotated[MathCheck | CodeCheck | TableCheck, Field(discriminator="kind")]


class Proof(StrEnum):
    """What a check came to: it holds, it fails, or nothing could be worked out."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"


class Verification(Frozen):
    """What was done to make sure of a solution, what it came to, and why.

    `method` is "math", "code" or "table" for a check, "solver" where another seat came to the same, "source" where the solution is the
    source's own words, "none" where nothing could be done.
    """

    method: str
    proof: Proof
    detail: str = ""
