"""Around a recipe's run: what is said before it, the table at its end, and the exit code."""

from rich.console import Console
from rich.table import Table

from bookwright.service.progress import progress_for
from bookwright.service.recipe.run import Begin, Settings, run_recipe
from bookwright.service.summary import Summary, broken_in

DONE, UNANSWERED = 0, 4


def run_command(settings: Settings, begin: Begin[Settings]) -> int:
    """Runs the recipe and prints what came of it; the exit code. Errors as `run_recipe`."""
    console, told = Console(stderr=True, highlight=False), Console(highlight=False, markup=False)
    with progress_for(console) as progress:
        summary = run_recipe(settings, begin, progress, lambda end: told.print(end_table(end)))
    told.print(end_table(summary))
    if summary.short:
        console.print(f"Short of the count: {summary.short}", soft_wrap=True, markup=False)
    if broken := broken_in(summary.reasons, "item"):
        console.print(broken, soft_wrap=True, markup=False)
    if summary.failures:
        console.print(f"Done, but {len(summary.failures)} requests are without an answer; the same command asks them again", soft_wrap=True)
    return UNANSWERED if summary.failures else DONE


def end_table(summary: Summary) -> Table:
    """The counts of a run, what was rejected by stage and cause, and what it cost."""
    table = Table(title=f"{summary.out}: {summary.status}", show_header=False)
    counts = summary.counts
    if counts["documents"] or counts["skipped"]:
        table.add_row("documents", f"{counts['documents']} read, {counts['skipped']} skipped")
    for path, reason in summary.skipped:
        table.add_row("  skipped", f"{path}: {reason}")
    if counts["examples"]:
        table.add_row("rows of data", str(counts["examples"]))
    rounds = f" in {counts['rounds']} rounds" if counts["rounds"] > 1 else ""
    table.add_row("items", f"{counts['worked']} worked on of {counts['planned']}{rounds}")
    made_by = f", made by {', '.join(sorted(set(summary.makers.values())))}" if summary.makers else ""
    table.add_row("records", f"{counts['records']} accepted{made_by}")
    for reason, count in sorted(summary.reasons.items(), key=lambda pair: -pair[1]):
        table.add_row("  rejected", f"{count} {reason}")
    if paid := summary.cost.paid.calls:
        tokens = f"{summary.cost.paid.input_tokens} tokens read, {summary.cost.paid.output_tokens} written"
        table.add_row("paid", f"{paid} answers in all goes, {tokens}, {summary.cost.in_words()}")
    table.add_row("seconds", ", ".join(f"{seconds:g} {stage}" for stage, seconds in summary.seconds.items()))
    table.add_row("files", f"{summary.out}/records.jsonl, rejects.jsonl, run.json, documents/")
    return table
