"""The rephrase command's options."""

from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common

STYLES = "easy,medium,terse,qa,wiki,knowledge-list,distil"


@with_common
def rephrase(
    documents: Annotated[list[str], typer.Argument(metavar="DOCS...", help="Files, folders, or chroma:DIRECTORY/COLLECTION.")],
    *,
    styles: Annotated[str, typer.Option(metavar="NAMES", help="The styles, parted by commas.")] = STYLES,
    per_passage: Annotated[int | None, typer.Option(min=1, metavar="N", help="Styles for each passage, drawn; else all.")] = None,
    rounds: Annotated[int, typer.Option(min=0, max=10, metavar="N", help="Rounds of revision at most.")] = 2,
    common: Common,
) -> int:
    """Tell the passages of DOCS again in other styles: every fact kept that the style keeps, none added."""
    from bookwright.service.rephrase import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    return command.run(tuple(documents), styles, per_passage, rounds, common)
