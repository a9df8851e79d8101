"""The textbook command's options."""

import sys
from typing import Annotated

import typer

from bookwright.agents.textbook.specification import Audience, Style, Terms
from bookwright.service.options import (
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


def textbook(
    sources: Sources,
    *,
    out: Out,
    title: Annotated[str, typer.Option(metavar="T", help="The title of the book; else the planner finds one.")] = "",
    about: Annotated[str, typer.Option(metavar="NAME", help="What the sources are about, for the plan and every section to know.")] = "",
    audience: Annotated[Audience, typer.Option(help="Who is to read it.")] = Audience.COLLEGE,
    style: Annotated[Style, typer.Option(help="How it speaks to them.")] = Style.ENGAGING,
    terms: Annotated[Terms, typer.Option(help="Whether words of the domain are used as they are or explained.")] = Terms.EXPLAINED,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language to write in, such as de; else the sources' own.")] = None,
    chapters: Annotated[int | None, typer.Option(min=1, max=100, metavar="N", help="Chapters at most; else as the sources need.")] = None,
    exercises: Annotated[int, typer.Option(min=0, max=20, metavar="N", help="Exercises wanted for each section.")] = 4,
    unanswerable: Annotated[bool, typer.Option("--unanswerable", help="Set exercises on what the sources leave open, too.")] = False,
    review_plan: Annotated[
        bool, typer.Option("--review-plan", help="Stop after the plan: edit RUN/plan.yaml, then give the same command again.")
    ] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    judge: Judge = None,
    rounds: Rounds = 3,
    licence: Licence = None,
    embeddings: Embeddings = "fitted",
    concurrency: Concurrency = "auto",
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    prices: Prices = None,
    replay: Replaying = Replay.OFF,
    deadline: Deadline = 300,
    temperature: Temperature = None,
    team: TeamOption = None,
) -> None:
    """Make a book from SOURCE, every sentence of it sourced: RUN/book/book.html. Without a model, a study guide in the sources' words."""
    from bookwright.service.textbook import command  # noqa: PLC0415 - `--help` should not wait for LangGraph

    options = {
        "sources": tuple(sources),
        "out": out,
        "judges": tuple(judge or ()),
        "licence": licence,
        "language": language,
        "pace": {"cap": calls_at_once(concurrency), "requests_per_minute": rpm, "tokens_per_minute": tpm},
        "budget": budget,
        "prices": prices,
        "replay": replay.value,
        "team": team,
        "library": {"embeddings": embeddings},
        "patience": {"deadline": deadline},
        "textbook": {
            "title": title,
            "about": about,
            "specification": {"audience": audience, "style": style, "terms": terms, "unanswerable": unanswerable},
            "chapters": chapters,
            "exercises": exercises,
            "rounds": rounds,
            "review_plan": review_plan,
        },
    }
    try:
        code = command.run(options, model, base_url, temperature)
    except KeyboardInterrupt:
        sys.stderr.write("bookwright: stopped; all that was done is kept, give the same command again to go on\n")
        raise typer.Exit(130) from None
    raise typer.Exit(code)
