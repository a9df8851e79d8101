"""The prefer command's options."""

from pathlib import Path
from typing import Annotated

import typer

from bookwright.service.recipe.options import Common, with_common


@with_common
def prefer(
    data: Annotated[
        list[Path], typer.Argument(metavar="DATA...", help="Data files or runs; fields: prompt, and answers, or chosen and rejected.")
    ],
    *,
    answers: Annotated[int | None, typer.Option(min=2, max=16, metavar="N", help="Answers wanted of a prompt that has none (4).")] = None,
    answerer: Annotated[
        list[str] | None, typer.Option(metavar="NAME[@TEMPERATURE]", help="A model that answers in place of --model; name several.")
    ] = None,
    principle: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Answer by helpful, truthful, honest or calibrated alone; name several.")
    ] = None,
    ranking: Annotated[
        str | None, typer.Option(metavar="HOW", help="pairwise (default; in both orders), aspects (four scores and overall), or both.")
    ] = None,
    pairing: Annotated[
        str | None, typer.Option(metavar="HOW", help="zephyr (default; the best, and one of the others) or best-worst.")
    ] = None,
    margin: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="M", help="The least gap of a pair, on a scale from 0 to 1 (0.1).")
    ] = None,
    jury: Annotated[Path | None, typer.Option(metavar="FILE", help="How judges of pairs are weighed; else all must say the same.")] = None,
    loops: Annotated[
        bool, typer.Option("--loops", help="Also take the pairs of a run's own critique loops; without a model these alone.")
    ] = False,
    common: Common,
) -> int:
    """Make preference pairs from DATA: the better and the worse of several answers, or of a run's drafts and revisions."""
    from bookwright.service.prefer import run as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    wanted = {"answers": answers, "answerer": answerer, "principle": principle, "ranking": ranking, "pairing": pairing, "margin": margin}
    given = {name: value for name, value in {**wanted, "jury": jury}.items() if value not in (None, [])}
    return command.run(tuple(data), given, common, loops=loops)
