"""The instruct command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common


@with_common
def instruct(
    seeds: Annotated[
        list[Path],
        typer.Argument(metavar="SEEDS...", help="Tasks that people wrote: instruction, instances (or input, output), is_classification."),
    ],
    *,
    library: Annotated[
        list[str] | None, typer.Option(metavar="DOCS", help="Documents that tasks and outputs are to rest on; name several.")
    ] = None,
    alpaca: Annotated[bool, typer.Option("--alpaca", help="Three seeds shown, 20 whole tasks a call, as Alpaca was made.")] = False,
    rounds: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Rounds at most (3, or once through DOCS; with --count as it takes).")
    ] = None,
    calls: Annotated[int, typer.Option(min=1, metavar="N", help="Calls for new tasks in a round.")] = 5,
    tasks: Annotated[int | None, typer.Option(min=1, max=50, metavar="N", help="New tasks wanted of a call (8; --alpaca: 20).")] = None,
    instances: Annotated[
        int | None, typer.Option(min=1, max=20, metavar="N", help="Instances of a task at most (5); with --alpaca it is one.")
    ] = None,
    common: Common,
) -> int:
    """Make instructions with inputs and outputs after SEEDS (Self-Instruct), each far enough from all others."""
    from bookwright.service.instruct import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    method = {"calls": calls, "tasks": tasks, "instances": instances}
    return command.run(tuple(seeds), tuple(library or ()), method, rounds, common, alpaca=alpaca)
