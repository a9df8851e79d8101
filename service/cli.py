"""The command line."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bookwright import __version__
from bookwright.errors import BookwrightError, InputError, RunStopped
from bookwright.service.converse.cli import converse
from bookwright.service.evolve.cli import evolve as evolve_instructions
from bookwright.service.instruct.cli import instruct
from bookwright.service.label.cli import label
from bookwright.service.options import (
    About,
    BaseUrl,
    Budget,
    Concurrency,
    Deadline,
    Embeddings,
    Judge,
    Licence,
    Model,
    Out,
    Prices,
    Replay,
    Replaying,
    Rounds,
    Rpm,
    Sources,
    TeamOption,
    Temperature,
    Tpm,
    calls_at_once,
)
from bookwright.service.prefer.cli import prefer
from bookwright.service.principles.cli import principles
from bookwright.service.reason.cli import reason
from bookwright.service.rephrase.cli import rephrase
from bookwright.service.review.cli import review, reviews
from bookwright.service.run_commands import run_app
from bookwright.service.serve.cli import keys_app, serve
from bookwright.service.strangers import WithStrangers
from bookwright.service.textbook.cli import textbook

app = typer.Typer(cls=WithStrangers, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
app.add_typer(run_app, name="run")


@app.callback(invoke_without_command=True)
def bookwright(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Grounded question-and-answer data from your own documents: every sentence of an answer points at the words that carry it."""
    if version:
        typer.echo(f"bookwright {__version__}")


@app.command()
def qa(
    sources: Sources,
    *,
    out: Out,
    model: Model = None,
    base_url: BaseUrl = None,
    judge: Judge = None,
    rubric: Annotated[Path | None, typer.Option(metavar="FILE", help="What is judged, in place of the default rubric (TOML).")] = None,
    jury: Annotated[Path | None, typer.Option(metavar="FILE", help="How judges are weighed: a jury.json that calibrate wrote.")] = None,
    answering: Annotated[
        bool, typer.Option("--answering", help="Have the questions of accepted drafts answered, with their evidence and without.")
    ] = False,
    per_passage: Annotated[int | None, typer.Option(min=1, max=20, metavar="N", help="Drafts of each passage (3, or 8 by rules).")] = None,
    count: Annotated[int | None, typer.Option(min=1, metavar="N", help="Accepted records wanted; the run stops when it has them.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Passages to work on, a fair sample of all.")] = None,
    rounds: Rounds = 2,
    evolve: Annotated[float, typer.Option(min=0, max=1, metavar="SHARE", help="Share of the drafts to make harder or broader.")] = 0.5,
    about: About = "",
    licence: Licence = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language to write in, such as de; else the document's own.")] = None,
    specification: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Personas, audiences, levels, … that the questions are spread over (TOML).")
    ] = None,
    embeddings: Embeddings = "fitted",
    concurrency: Concurrency = "auto",
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    prices: Prices = None,
    replay: Replaying = Replay.OFF,
    batch: Annotated[
        bool, typer.Option("--batch", help="Ask by the endpoint's batches; the command ends while they are worked on.")
    ] = False,
    batch_wait: Annotated[
        float | None, typer.Option(min=0, metavar="SECONDS", help="How long a command with --batch waits for answers before it ends (0).")
    ] = None,
    deadline: Deadline = 120,
    temperature: Temperature = None,
    team: TeamOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read the sources and say what a run would do; asks no model.")] = False,
) -> None:
    """Make question-and-answer records from SOURCE."""
    from bookwright.service import qa as command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    options = {
        "sources": tuple(sources),
        "out": out,
        "judges": tuple(judge or ()),
        "rubric": rubric,
        "jury": jury,
        "answering": answering,
        "specification": specification,
        "count": count,
        "limit": limit,
        "licence": licence,
        "pace": {"cap": calls_at_once(concurrency), "requests_per_minute": rpm, "tokens_per_minute": tpm},
        "batch": _batch(batch_wait, wanted=batch),
        "budget": budget,
        "prices": prices,
        "replay": replay.value,
        "team": team,
        "qa": {"drafts": per_passage, "rounds": rounds, "evolve": evolve, "language": language, "about": about},
        "library": {"embeddings": embeddings},
        "patience": {"deadline": deadline},
    }
    try:
        code = command.run(options, model, base_url, temperature, dry_run=dry_run)
    except KeyboardInterrupt:
        sys.stderr.write("bookwright: stopped; all that was done is kept, give the same command again to go on\n")
        raise typer.Exit(130) from None
    raise typer.Exit(code)


app.command()(textbook)
app.command("evolve")(evolve_instructions)
app.command()(label)
app.command()(prefer)
app.command()(principles)
app.command()(instruct)
app.command()(rephrase)
app.command()(converse)
app.command()(reason)
app.command()(serve)
app.command()(review)
app.command()(reviews)
app.add_typer(keys_app, name="keys")


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    *,
    library: Annotated[Path, typer.Option("--library", metavar="DIR", help="A library, or a run directory.")],
    k: Annotated[int, typer.Option("--top", "-k", min=1, max=100, metavar="N", help="How many passages.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what the library would hand to a role, with offsets, and scores that are scaled within one search."""
    from bookwright.service import search as command  # noqa: PLC0415

    command.run(question, library, k, as_json=as_json)


@app.command()
def selftest(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    *,
    count: Annotated[int | None, typer.Option(min=1, metavar="N", help="Records to plant in (20 for a model, all for rules).")] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Draws the records, and how each fault is planted.")] = 1,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The model of the critic, and of the judge unless RUN names judges [env: BOOKWRIGHT_MODEL]."),
    ] = None,
    base_url: BaseUrl = None,
    budget: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="The most that RUN may cost, with all that it has cost: '500 calls', '5 USD'.")
    ] = None,
) -> None:
    """Plant known faults into the records of RUN and show who catches them, and who objects to sound ones."""
    from bookwright.service import selftest as command  # noqa: PLC0415

    try:
        command.run(run, count, seed, model=model, base_url=base_url, budget=budget)
    except KeyboardInterrupt:
        sys.stderr.write("bookwright: stopped; what was answered is kept, give the same command again to go on\n")
        raise typer.Exit(130) from None


@app.command()
def calibrate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")],
    *,
    reviews: Annotated[
        Path, typer.Option(metavar="FILE", help='What people decided, a line each: {"id": "…", "decision": "accept" or "reject"}.')
    ],
    target: Annotated[float, typer.Option(metavar="SHARE", help="How often the jury must be shown to be right in what it decides.")] = 0.5,
) -> None:
    """Hold each judge of RUN against people's decisions and write the jury that follows, RUN/jury.json; asks no model."""
    from bookwright.service import calibrate as command  # noqa: PLC0415

    command.run(run, reviews, target)


@app.command()
def report(run: Annotated[Path, typer.Argument(metavar="RUN", help="The run directory.")]) -> None:
    """Make a page that shows what RUN made and how far it can be trusted: RUN/report/report.html."""
    from bookwright.service import report as command  # noqa: PLC0415

    try:
        command.run(run)
    except KeyboardInterrupt:
        sys.stderr.write("bookwright: stopped; give the same command again\n")
        raise typer.Exit(130) from None


@app.command()
def roles() -> None:
    """List every role that is installed: its seat, from what to what it goes, and where it comes from."""
    from bookwright.service.roles import show_roles  # noqa: PLC0415

    show_roles()


@app.command(name="check-role")
def check_role(name: Annotated[str, typer.Argument(metavar="NAME", help="A role that `roles` lists, or package.module:Role.")]) -> None:
    """Check that a role keeps what every role promises; needs no network and no key. Exit code 1 where it does not."""
    from bookwright.service.roles import check  # noqa: PLC0415

    raise typer.Exit(check(name))


@app.command()
def diversity(
    sources: Annotated[
        list[Path], typer.Argument(metavar="FILE|RUN...", help="Data files (JSONL, JSON, CSV, TSV, TXT) or run directories.")
    ],
    *,
    field: Annotated[
        str | None, typer.Option(metavar="NAME", help="The field to read; else instruction, question, problem, prompt, text or messages.")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--n", min=2, metavar="N", help="Texts of each at most; else the fewest of them, or 2000.")
    ] = None,
) -> None:
    """Measure how much the texts of each source differ from each other, side by side and at the same number; asks no model."""
    from bookwright.service import diversity as command  # noqa: PLC0415

    command.run(sources, field, most)


def _batch(wait: float | None, *, wanted: bool) -> dict[str, float] | None:
    """How long to wait for batches; None for live calls. InputError for a time to wait without them."""
    if wait is not None and not wanted:
        raise InputError(f"--batch-wait {wait:g}: says how long to wait for batches; add --batch")
    return {"wait": wait or 0.0} if wanted else None


def main(arguments: list[str] | None = None) -> Any:
    """The entry point: 0 done, 2 for what the user can mend, 3 at the end of the budget, 4 done with requests unanswered, 5 with requests
    in a batch, 130 after Ctrl-C."""
    try:
        return app(arguments)
    except RunStopped as stop:
        sys.stderr.write(f"bookwright: {stop}\n")
        sys.exit({"interrupted": 130, "batch": 5}.get(stop.cause, 3))
    except BookwrightError as error:
        for line in str(error).splitlines():
            sys.stderr.write(f"bookwright: {line}\n")
        sys.exit(2)
