"""The sub-commands of `bookwright run`, about runs that are there."""

from pathlib import Path
from typing import Annotated

import typer

run_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look at a run, whether it is at work or not.")

Run = Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@run_app.command()
def status(run: Run, *, as_json: AsJson = False) -> None:
    """Show where RUN stands: at work, stopped, killed or finished, what it has made and cost, and how to go on."""
    from bookwright.service import status_told as command  # noqa: PLC0415 - `--help` should not wait for it

    command.status(run, as_json=as_json)


@run_app.command()
def failures(run: Run, *, as_json: AsJson = False) -> None:
    """Show the requests that are without an answer; the command that made RUN asks them again, alone."""
    from bookwright.service import status_told as command  # noqa: PLC0415

    command.failed(run, as_json=as_json)
