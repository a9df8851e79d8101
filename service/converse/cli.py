"""The converse command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common


@with_common
def converse(
    documents: Annotated[list[str], typer.Argument(metavar="DOCS...", help="Files, folders, or chroma:DIRECTORY/COLLECTION.")],
    *,
    turns: Annotated[str, typer.Option(metavar="N-M", help="Fewest and most questions of a dialogue.")] = "3-6",
    personas: Annotated[Path | None, typer.Option(metavar="FILE", help="Who asks, a row each; else drawn from the documents.")] = None,
    per_document: Annotated[int, typer.Option(min=1, max=20, metavar="N", help="Personas drawn from each document.")] = 4,
    refusals: Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="Dialogues that ask for what cannot be found.")] = 1.0,
    rounds: Annotated[int, typer.Option(min=0, max=10, metavar="N", help="Rounds of revision at most.")] = 2,
    common: Common,
) -> int:
    """Make dialogues on DOCS: follow-ups that need what was said, every answer cited, and an honest "I cannot find that"."""
    from bookwright.service.converse import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    return command.run(tuple(documents), turns, personas, common, personas=per_document, refusals=refusals, rounds=rounds)
