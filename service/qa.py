"""The qa command: settings from options, the run, and the table at its end."""

from collections import Counter
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bookwright.agents.rubric import Rubric
from bookwright.curation.jury import read_jury
from bookwright.curation.specification.specification import Specification
from bookwright.errors import InputError
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.estimate_told import dry_run as dry_run_tables
from bookwright.service.progress import progress_for
from bookwright.service.run import run_qa
from bookwright.service.seating import checked_judges, on_seats, seated
from bookwright.service.settings import DRAFTS_OF_A_MODEL, DRAFTS_OF_RULES, RunSettings
from bookwright.service.summary import Summary, broken_in
from bookwright.service.teamed import with_team
from bookwright.service.teaming import check_alone, main_model, read_team

NO_MODEL = (
    "No model named: the rule-based team works, answers are the source's own sentences. "
    "Name a model with --model NAME (and --base-url URL for an endpoint of your own)."
)

DONE, UNANSWERED = 0, 4

BEYOND_RULES = {
    "judges": "--judge: names a model that judges, and rules do the work",
    "rubric": "--rubric: rules judge by counting and cannot read a rubric",
    "jury": "--jury: weighs models that judge, and rules do the work",
    "answering": "--answering: rules answer no questions",
    "specification": "--specification: rules take the source's own sentences, whoever asks",
}
AUTHORS = ("writer", "evolver", "reviser")


def run(options: dict[str, Any], model: str | None, base_url: str | None, temperature: float | None, *, dry_run: bool) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_qa`."""
    recorded = options["replay"] == "strict"
    file = read_team(options.pop("team"))
    check_alone(file, options["judges"])
    choice = main_model(file, model, base_url, temperature, recorded=recorded)
    if base_url and choice is None:
        raise InputError("--base-url: names an endpoint and no model; add --model NAME")
    if choice is None and not (file and file.stages_ask) and (options["budget"] or options["batch"] or recorded):
        raise InputError("--budget, --batch and --replay are about a model's answers; name one with --model NAME")
    if choice is None and (amiss := next((words for name, words in BEYOND_RULES.items() if options[name]), None)):
        raise InputError(f"{amiss}; name a model with --model NAME")
    named: tuple[str, ...] = options["judges"] or ((choice.name,) if choice else ())
    settings = _settings(options, choice)
    settings = with_team(settings, "qa", file, rubric=settings.rubric)
    console = Console(stderr=True, highlight=False)
    for line in on_seats(settings.qa.jury, named):
        console.print(line, soft_wrap=True, markup=False)
    if settings.model is None:
        if settings.qa.language not in {None, "en"}:
            raise InputError(f"--language {settings.qa.language}: the rule-based team writes English only; name a model with --model NAME")
        console.print(NO_MODEL, soft_wrap=True)
    with progress_for(console) as progress:
        if dry_run:
            _say(*dry_run_tables(settings, progress))
            return DONE
        summary = run_qa(settings, progress, lambda end: _say(end_table(end)))
    _say(end_table(summary), *(f"\n{question}\n  {answer}" for question, answer in summary.examples))
    return _ended(console, summary)


def _ended(console: Console, summary: Summary) -> int:
    """Says what fell short, broke or stayed unanswered; the exit code."""
    if summary.short:
        console.print(f"Short of the count: {summary.short}", soft_wrap=True)
    if broken := broken_in(summary.reasons, "passage"):
        console.print(broken, soft_wrap=True, markup=False)
    if summary.failures:
        console.print(f"Done, but {len(summary.failures)} requests are without an answer; the same command asks them again", soft_wrap=True)
    return UNANSWERED if summary.failures else DONE


def _settings(options: dict[str, Any], choice: ModelChoice | None) -> RunSettings:
    """The settings that the options come to. InputError, with the option, for what makes no sense."""
    judges = checked_judges(options["judges"])
    if options["batch"] and choice and set(judges) - {choice.name}:
        raise InputError("--batch: asks one model, and --judge names another; leave one of them out")
    if file := options.pop("jury"):
        options["qa"]["jury"] = jury = read_jury(file)
        options["judges"] = seated(jury, judges, choice)
    if file := options.pop("specification"):
        options["qa"]["specification"] = Specification.load(file)
    options["rubric"] = Rubric.load(options["rubric"]) if options["rubric"] else None
    options["budget"] = Budget.parse(options["budget"]) if options["budget"] else None
    options["qa"]["drafts"] = options["qa"]["drafts"] or (DRAFTS_OF_A_MODEL if choice else DRAFTS_OF_RULES)
    try:
        return RunSettings(model=choice, **options)
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError("--" + fault["msg"].removeprefix("Value error, ")) from None


def _say(*things: Table | str) -> None:
    """Prints the result of the command to standard output."""
    console = Console(highlight=False, markup=False)
    for thing in things:
        console.print(thing, soft_wrap=isinstance(thing, str))


def end_table(summary: Summary) -> Table:
    """The counts of a run, what was skipped and why, and what was rejected by stage and cause."""
    table = Table(title=f"{summary.out}: {summary.status}", show_header=False)
    counts = summary.counts
    table.add_row("documents", f"{counts['documents']} read, {counts['skipped']} skipped")
    for path, reason in summary.skipped:
        table.add_row("  skipped", f"{path}: {reason}")
    table.add_row("passages", f"{counts['worked']} worked on of {counts['passages']}, {counts['too_short']} hold too little prose")
    table.add_row("drafts", f"{counts['written']} written, {counts['revised']} revised")
    authors, judges = _makers(summary, *AUTHORS), _makers(summary, "judge")
    judged = f", judged by {', '.join(judges)}" if judges != authors else ""
    easy = f", {counts['easy']} of them easy" if "easy" in counts else ""
    table.add_row("records", f"{counts['records']} accepted{easy}, made by {', '.join(authors)}{judged}")
    for reason, count in sorted(summary.reasons.items(), key=lambda pair: -pair[1]):
        table.add_row("  rejected", f"{count} {reason}")
    usage = summary.usage
    if usage.calls:
        table.add_row("cost", f"{usage.calls} answers, {usage.input_tokens} tokens read, {usage.output_tokens} written")
        paid = summary.cost.paid
        table.add_row(
            "paid", f"{paid.calls} answers in all goes, {paid.input_tokens} and {paid.output_tokens} tokens, {summary.cost.in_words()}"
        )
    for kind, count in Counter(failure.kind for failure in summary.failures).most_common():
        table.add_row("  unanswered", f"{count} {kind}; asked again when the same command is given")
    table.add_row("seconds", ", ".join(f"{seconds:g} {stage}" for stage, seconds in summary.seconds.items()))
    table.add_row("files", f"{summary.out}/records.jsonl, rejects.jsonl, run.json, documents/")
    return table


def _makers(summary: Summary, *seats: str) -> list[str]:
    """Who sits in these seats; a seat of several is numbered from the second on."""
    return sorted({maker for seat, maker in summary.makers.items() if seat.split()[0] in seats})
