"""The principles command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common


@with_common
def principles(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA...", help="Data files (JSONL, JSON, CSV, TSV) or runs; fields: instruction, input, output."),
    ],
    *,
    principles: Annotated[
        Path | None, typer.Option("--principles", metavar="FILE", help="The principles (TOML), in place of those that come with it.")
    ] = None,
    steps: Annotated[int, typer.Option(min=1, max=16, metavar="N", help="Steps of critique and revision, a principle drawn for each.")] = 4,
    comparisons: Annotated[
        int, typer.Option(min=0, max=20, metavar="N", help="Comparisons of the first response with the last, each in both orders.")
    ] = 2,
    least_label: Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="The least that a soft label may be.")] = 0.4,
    most_label: Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="The most that a soft label may be.")] = 0.6,
    common: Common,
) -> int:
    """Have the responses of DATA criticised and revised by principles, and compared with what they were (Constitutional AI)."""
    from bookwright.service.principles import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    method = {"steps": steps, "comparisons": comparisons, "least": least_label, "most": most_label}
    return command.run(tuple(data), principles, method, common)
