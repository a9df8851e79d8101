"""The commands of reviewing: the page, and what comes of the reviews."""

import importlib.util
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bookwright.errors import InputError

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")]


class Tool(StrEnum):
    """Annotation tools that a review can go on in."""

    ARGILLA = "argilla"
    LABEL_STUDIO = "label-studio"


def review(
    run: Run,
    *,
    reviewer: Annotated[str | None, typer.Option(metavar="NAME", help="Who reviews; reviews are kept by name [default: the user].")] = None,
    sample: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many to review (50).")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Sample by strata: kind, source, score, disagreement, maker, with commas between.")
    ] = None,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="Also rejects that came as far as a text: they show what judges miss.")
    ] = False,
    blind: Annotated[bool, typer.Option("--blind", help="Hide verdicts, what others decided, and who made a record.")] = False,
    seed: Annotated[int | None, typer.Option(metavar="S", help="Draws the sample (1).")] = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where it listens; from elsewhere the address it prints has a key.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="The port.")] = 8124,
) -> None:
    """Review a sample of RUN on a page; the first call draws the sample, and it is the same for every reviewer."""
    if importlib.util.find_spec("starlette") is None or importlib.util.find_spec("uvicorn") is None:
        raise InputError("review: needs packages that are not installed; install bookwright[serve]")
    from bookwright.service.review import command  # noqa: PLC0415 - an extra

    command.review(run, reviewer, host, port, sample=sample, by=by, seed=seed, blind=blind or None, rejects=rejects or None)


def reviews(
    run: Run,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Put edits into RUN as new versions; what a gate objects to is refused.")] = False,
    export: Annotated[Tool | None, typer.Option(help="Write the sample and its reviews for that tool.")] = None,
    target: Annotated[float, typer.Option(metavar="SHARE", help="How often the jury must be shown to be right in what it decides.")] = 0.5,
) -> None:
    """Show what the reviews of RUN say: precision, agreement of reviewers and judges, and the jury that follows."""
    from bookwright.service.review import results  # noqa: PLC0415 - `--help` should not wait for it

    results.run(run, target, apply=apply, tool=export.value if export else None)
