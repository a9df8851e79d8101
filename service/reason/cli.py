"""The reason command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.curation.reason.reward import Reward
from bookwright.service.recipe.options import Common, with_common


@with_common
def reason(
    problems: Annotated[
        list[Path], typer.Argument(metavar="PROBLEMS...", help="Data files or runs; fields: question, and answer or tests of a program.")
    ],
    *,
    traces: Annotated[int | None, typer.Option(min=1, metavar="N", help="Times that each problem is worked out in a round (4).")] = None,
    hints: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Tries with the answer as a hint where no trace is right (1; 0: none).")
    ] = None,
    recorded: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Field of the rows that holds solutions, read in place of asking; several.")
    ] = None,
    rounds: Annotated[int | None, typer.Option(min=1, metavar="N", help="Rounds, each with a threshold that never falls (1).")] = None,
    thresholds: Annotated[str | None, typer.Option(metavar="LIST", help="Least reward in each round, as 0.0,0.5,0.8.")] = None,
    reward: Annotated[Reward, typer.Option(help="What a right trace is worth something for.")] = Reward.AGREEMENT,
    per_problem: Annotated[int | None, typer.Option(min=1, metavar="K", help="Traces kept of a problem at most.")] = None,
    alike: Annotated[
        float | None,
        typer.Option(
            min=0.1, max=1, metavar="SHARE", help="Word pairs shared with a kept trace that make one a repetition (0.7; recorded: kept)."
        ),
    ] = None,
    common: Common,
) -> int:
    """Work PROBLEMS out step by step and keep the traces whose answer is verified; without a model, verify recorded solutions."""
    from bookwright.service.reason import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    drawn = {"traces": traces, "hints": hints, "alike": alike}
    method: dict[str, object] = {
        "recorded": tuple(recorded or ()),
        "reward": reward,
        "per_problem": per_problem,
        **{name: value for name, value in drawn.items() if value is not None},
    }
    return command.run(tuple(problems), method, rounds, thresholds, common)
