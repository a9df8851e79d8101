"""The textbook command: settings from options, the run, and the table at its end."""

from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bookwright.errors import InputError
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.directory import PLAN
from bookwright.service.progress import progress_for
from bookwright.service.seating import checked_judges
from bookwright.service.summary import Summary, broken_in
from bookwright.service.teamed import with_team
from bookwright.service.teaming import check_alone, main_model, read_team
from bookwright.service.textbook.run import WAITING, run_textbook
from bookwright.service.textbook.settings import BookSettings
from bookwright.service.words import counted

NO_MODEL = (
    "No model named: the rule-based team makes a study guide, in the sources' own sentences. "
    "Name a model with --model NAME (and --base-url URL for an endpoint of your own) for a textbook."
)
DONE, UNANSWERED = 0, 4


def run(options: dict[str, Any], model: str | None, base_url: str | None, temperature: float | None) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_textbook`."""
    recorded = options["replay"] == "strict"
    file = read_team(options.pop("team"))
    check_alone(file, options["judges"])
    choice = main_model(file, model, base_url, temperature, recorded=recorded)
    if base_url and choice is None:
        raise InputError("--base-url: names an endpoint and no model; add --model NAME")
    if choice is None and (options["budget"] or options["judges"] or recorded):
        raise InputError("--budget, --judge and --replay are about a model's answers; name one with --model NAME")
    settings = _settings(options, choice)
    if file and file.stage:
        raise file.fault(("stage",), "textbook has no places for stages; take them out")
    settings = with_team(settings, "textbook", file)
    console = Console(stderr=True, highlight=False)
    if settings.model is None:
        console.print(NO_MODEL, soft_wrap=True)
    told = Console(highlight=False, markup=False)
    with progress_for(console) as progress:
        summary = run_textbook(settings, progress, lambda end: told.print(end_table(end)))
    if summary.status == WAITING:
        told.print(
            f"The plan: {settings.out / PLAN}. Edit it, then give the same command again: the book is written to it.", soft_wrap=True
        )
        return DONE
    told.print(end_table(summary))
    if not summary.counts["sections"]:
        console.print("No section was accepted, so the book is empty; rejects.jsonl says why", soft_wrap=True)
    wanted = settings.textbook.chapters
    if wanted and 0 < summary.counts["chapters"] < wanted:
        console.print(
            f"The sources have an outline for {counted(summary.counts['chapters'], 'chapter')}, and no more are made", soft_wrap=True
        )
    if broken := broken_in(summary.reasons, "section"):
        console.print(broken, soft_wrap=True, markup=False)
    if summary.failures:
        console.print(f"Done, but {len(summary.failures)} requests are without an answer; the same command asks them again", soft_wrap=True)
    return UNANSWERED if summary.failures else DONE


def _settings(options: dict[str, Any], choice: ModelChoice | None) -> BookSettings:
    """The settings that the options come to. InputError, with the option, for what makes no sense."""
    checked_judges(options["judges"])
    options["budget"] = Budget.parse(options["budget"]) if options["budget"] else None
    try:
        return BookSettings(model=choice, **options)
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError("--" + fault["msg"].removeprefix("Value error, ")) from None


def end_table(summary: Summary) -> Table:
    """What the book holds, what was left out and why, and what it cost."""
    table = Table(title=f"{summary.out}: {summary.status}", show_header=False)
    counts = summary.counts
    table.add_row("documents", f"{counts['documents']} read, {counts['skipped']} skipped")
    for path, reason in summary.skipped:
        table.add_row("  skipped", f"{path}: {reason}")
    table.add_row("sections", f"{counts['sections']} of {counts['planned']} planned")
    table.add_row("exercises", str(counts["exercises"]))
    if "chapters" in counts:
        found = counted(counts["findings"], "finding")
        table.add_row("book", f"{counted(counts['chapters'], 'chapter')}, {counted(counts['terms'], 'term')}, {found} across chapters")
    for reason, count in sorted(summary.reasons.items(), key=lambda pair: -pair[1]):
        table.add_row("  rejected", f"{count} {reason}")
    table.add_row("made by", ", ".join(sorted(set(summary.makers.values()))))
    if paid := summary.cost.paid.calls:
        tokens = f"{summary.cost.paid.input_tokens} tokens read, {summary.cost.paid.output_tokens} written"
        table.add_row("paid", f"{paid} answers in all goes, {tokens}, {summary.cost.in_words()}")
    table.add_row("seconds", ", ".join(f"{seconds:g} {stage}" for stage, seconds in summary.seconds.items()))
    if summary.status == "finished":
        table.add_row("book", f"{summary.out}/book/book.html, book.epub, book.md, whole.md")
        table.add_row("files", f"{summary.out}/records.jsonl, rejects.jsonl, run.json, plan.yaml, documents/")
    return table
