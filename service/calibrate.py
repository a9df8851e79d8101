"""The calibrate command: each judge of a run held against people's decisions, and the jury that follows."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from rich.console import Console

from bookwright.agents.items import Decision
from bookwright.curation.jury import Jury, baselines, decisions_of, jury_of_decisions, write_jury
from bookwright.curation.record import Record, Reject
from bookwright.curation.reviews import Reviews, read_reviews
from bookwright.errors import InputError, RunError
from bookwright.service.calibrate_told import judges_table, rules_table
from bookwright.service.directory import read_state
from bookwright.service.rows import rows_of

RESULT = "jury.json"
FEWEST = 10
RULES = "rules"

Decisions = Mapping[str, Mapping[str, Decision]]


def run(path: Path, file: Path, target: float) -> None:
    """Runs the command. RunError for no RUN, InputError for rows or reviews that cannot be used, or too few of them."""
    read_state(path, "qa")
    rows = list(_rows(path))
    verdicts = {row.id: row.verdict for row in rows}
    decisions = decisions_of(verdicts)
    if not decisions:
        raise InputError(f"{path}: no judge has judged anything in it; give a run whose drafts came as far as the judge")
    reviews = read_reviews(file, {row.id: row.text_sha256 for row in rows})
    judged = {item: decision for item, decision in reviews.gold.items() if verdicts[item]}
    if len(judged) < FEWEST:
        raise InputError(f"{file}: {len(judged)} of the items reviewed were judged; review {FEWEST} or more that have a verdict in {path}")
    console = Console(highlight=False, markup=False)
    advice = learn_jury(path, decisions, judged, target, console)
    for line in (*_left_out(reviews, judged), *advice):
        console.print(line, soft_wrap=True)


def learn_jury(path: Path, decisions: Decisions, judged: Mapping[str, Decision], target: float, console: Console) -> Iterator[str]:
    """Writes and shows the jury that follows from the judges' decisions, by judge and item, and people's, by item. Gives advice."""
    jury = jury_of_decisions(decisions, judged, target=target)
    try:
        write_jury(path / RESULT, jury)
    except OSError as error:
        raise RunError(f"{path / RESULT}: {error.strerror}; make room for the jury") from None
    console.print(judges_table(jury))
    console.print(rules_table(jury, baselines(decisions, judged)))
    return _advice(path, jury, judged)


def _rows(path: Path) -> Iterator[Record | Reject]:
    return chain(rows_of(Record, path / "records.jsonl"), rows_of(Reject, path / "rejects.jsonl"))


def _left_out(reviews: Reviews, judged: Mapping[str, Decision]) -> Iterator[str]:
    """Which reviews did not count, and why."""
    if reviews.ties:
        yield f"Left out, for their reviewers are even: {', '.join(reviews.ties)}"
    if reviews.stale:
        yield f"Left out, for their text has changed since: {', '.join(reviews.stale)}"
    if unjudged := [item for item in reviews.gold if item not in judged]:
        yield f"Left out, for no judge has read them: {', '.join(unjudged)}"


def _advice(path: Path, jury: Jury, judged: Mapping[str, Decision]) -> Iterator[str]:
    """How to go on."""
    if len(set(judged.values())) == 1:
        yield f"People {next(iter(judged.values()))} all of them, so no judge can be shown to tell good from bad; review others too"
    if not jury.weights:
        yield "No judge is shown to be above chance, so --jury refuses this jury: review more items, or have other judges"
    elif jury.least is None:
        yield f"The jury abstains from everything, so --jury refuses it: review more items, or aim lower than --target {jury.target:g}"
    elif models := [judge for judge in jury.heard if judge != RULES]:
        yield f"To have it decide: bookwright qa … {' '.join(f'--judge {judge}' for judge in models)} --jury {path / RESULT}"
