"""The options that every recipe's command has beside its own."""

import inspect
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NewType

import typer

from bookwright.service.options import (
    BaseUrl,
    Budget,
    Concurrency,
    Deadline,
    Judge,
    Licence,
    Model,
    Out,
    Prices,
    Replay,
    Replaying,
    Rpm,
    TeamOption,
    Temperature,
    Tpm,
)

Count = Annotated[int | None, typer.Option(min=1, metavar="N", help="Accepted records wanted; the run stops when it has them.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="Items to work on in a round at most.")]
SpecificationFile = Annotated[
    Path | None,
    typer.Option("--specification", metavar="FILE", help="What is to be asked for: personas, audiences, levels, kinds, lengths."),
]

Common = NewType("Common", dict[str, Any])
"""What was given for the options of `common`, by name."""


def common(
    *,
    out: Out,
    count: Count = None,
    limit: Limit = None,
    model: Model = None,
    base_url: BaseUrl = None,
    judge: Judge = None,
    licence: Licence = None,
    concurrency: Concurrency = "auto",
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    prices: Prices = None,
    replay: Replaying = Replay.OFF,
    deadline: Deadline = 120,
    temperature: Temperature = None,
    team: TeamOption = None,
    specification: SpecificationFile = None,
) -> Common:
    """What is asked of model, purse and pace, the same for every recipe."""
    return Common(dict(locals()))


def with_common(command: Callable[..., int]) -> Callable[..., None]:
    """The command as the command line sees it: its own options, then those of `common`, which it is given under that name.

    It returns the exit code; Ctrl-C ends it with 130.
    """
    shared = inspect.signature(common, eval_str=True).parameters
    own = {name: one for name, one in inspect.signature(command, eval_str=True).parameters.items() if name != "common"}

    @wraps(command)
    def run(**options: object) -> None:
        asked = common(**{name: options.pop(name) for name in shared})  # type: ignore[arg-type]
        try:
            code = command(**options, common=asked)
        except KeyboardInterrupt:
            sys.stderr.write("bookwright: stopped; all that was done is kept, give the same command again to go on\n")
            raise typer.Exit(130) from None
        raise typer.Exit(code)

    del run.__wrapped__  # the command line is to see the signature made here
    arguments = [one for one in own.values() if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    options = [one for one in (*own.values(), *shared.values()) if one.kind is inspect.Parameter.KEYWORD_ONLY]
    signature = inspect.Signature([*arguments, *options])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {name: one.annotation for name, one in signature.parameters.items()} | {"return": None}
    return run
