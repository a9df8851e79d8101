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
    prompts: Annotated[int, typer.Option(min=1, max=6, metavar="N", help="Variants of the prompt with which each model votes.")] = 1,
    column: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A field of TEXTS that holds a label, or a list of labels; name several.")
    ] = None,
    gold: Annotated[
        str | None, typer.Option(metavar="FIELD", help="The field that holds the right label, to measure labellers by.")
    ] = None,
    reviews: Annotated[
        Path | None, typer.Option(metavar="FILE", help='What people say, a line each: {"id": "…", "label": "…", "by": "…"}.')
    ] = None,
    agreement: Annotated[float, typer.Option(min=0.51, max=1, metavar="SHARE", help="Share of the votes that a label needs.")] = 0.75,
    common: Common,
) -> int:
    """Label TEXTS by a scheme, each by every labeller; where they disagree people decide: RUN/uncertain.jsonl."""
    from bookwright.service.label import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    options = {"prompts": prompts, "columns": tuple(column or ()), "gold": gold, "reviews": reviews, "agreement": agreement}
    return command.run(tuple(texts), scheme, tuple(labeller or ()), options, common)
