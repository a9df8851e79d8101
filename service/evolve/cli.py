"""The evolve command's options."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bookwright.agents.evolve.items import Operator
from bookwright.service.recipe.options import Common, with_common


class Keep(StrEnum):
    """Which survivors ship."""

    ALL = "all"
    LAST = "last"


@with_common
def evolve(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA...", help="Data files (JSONL, JSON, CSV, TSV) or runs; fields: instruction, input, output."),
    ],
    *,
    rounds: Annotated[int, typer.Option(min=1, max=20, metavar="N", help="How often every instruction is tried.")] = 4,
    operator: Annotated[list[Operator] | None, typer.Option(help="Use this operator; name several. Without it, all.")] = None,
    least_words: Annotated[int, typer.Option(min=0, metavar="N", help="Words that a rewrite adds at least.")] = 10,
    most_words: Annotated[int, typer.Option(min=1, metavar="N", help="Words that a rewrite adds at most.")] = 20,
    keep: Annotated[Keep, typer.Option(help="Ship the survivors of every round, or the last of each row.")] = Keep.ALL,
    measure: Annotated[
        int, typer.Option(min=0, max=20, metavar="N", help="Answers by which difficulty is measured; 0 measures nothing.")
    ] = 3,
    measured: Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="Share of the survivors that is measured.")] = 1,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="The model whose answers measure difficulty, else --model.")] = None,
    common: Common,
) -> int:
    """Make the instructions of DATA harder or broader, round by round; what gains nothing is eliminated (Evol-Instruct)."""
    from bookwright.service.evolve import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    method = {
        "rounds": rounds,
        "operators": tuple(operator or Operator),
        "growth": {"least": least_words, "most": most_words},
        "keep": keep.value,
        "measure": measure,
        "measured": measured,
    }
    return command.run(tuple(data), method, solver, common)
