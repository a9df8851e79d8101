"""The label command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common


@with_common
def label(
    texts: Annotated[list[Path], typer.Argument(metavar="TEXTS...", help="Data files (JSONL, JSON, CSV, TSV, TXT) or runs; field: text.")],
    *,
    scheme: Annotated[Path, typer.Option(metavar="FILE", help="The label scheme (TOML): asks, and [labels] with descriptions.")],
    labeller: Annotated[list[str] | None, typer.Option(metavar="NAME", help="One more model that votes; name several.")] = None,
    agreement: Annotated[float, typer.Option(min=0.51, max=1, metavar="SHARE", help="Share of the votes that a label needs.")] = 0.75,
    common: Common,
) -> int:
    """Label TEXTS by a scheme, each by every labeller; where they disagree people decide."""
    from bookwright.service.label import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    return command.run(tuple(texts), scheme, tuple(labeller or ()), agreement, common)
