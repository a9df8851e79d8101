"""The report of a recipe's run: what it made, whatever its records are."""

from collections.abc import Iterator
from heapq import nsmallest
from pathlib import Path

from rich.console import Console

from bookwright.curation.diversity.measures import Diversity, diversity_of
from bookwright.curation.diversity.sample import sample
from bookwright.knowledge.neighbours import drawn
from bookwright.service.directory import RunDirectory
from bookwright.service.diversity import FIELDS, MOST, text_of
from bookwright.service.page.recipe import recipe_page
from bookwright.service.recipe.reported import Ended, RecipeReported, Row, Tally
from bookwright.service.report_files import FOLDER, file_of, make_folder, standing_of
from bookwright.service.reported import read_run, readable, rejections, unfinished
from bookwright.service.rows import rows_of
from bookwright.service.selftest_result import RECORDS, sha256_of

SAMPLE = 20


def report_recipe(path: Path) -> None:
    """Writes RUN/report/report.html and report.json. InputError where one of the run's files is missing or damaged."""
    status = standing_of(path)
    records, rejects = file_of(path, RECORDS, status), file_of(path, "rejects.jsonl", status)
    tally = Tally(_rows(records))
    told = RecipeReported(
        name=path.resolve().name,
        kind=status.kind,
        status=status.status,
        unfinished=unfinished(status),
        run=read_run(path, status.kind),
        done=status.work.done,
        planned=status.work.total,
        paid=status.paid,
        cost=status.cost.in_words(),
        unanswered=len(status.failures),
        records=tally.records,
        rejected=rejections(rows_of(Ended, rejects)) if rejects else (),
        lengths=tally.lengths,
        generations=dict(sorted(tally.generations.items())),
        languages=dict(tally.languages.most_common()),
        licences=dict(tally.licences.most_common()),
        makers=dict(tally.makers.most_common()),
        diversity=_diversity(records),
        records_sha256=sha256_of(path / RECORDS),
    )
    shown = nsmallest(SAMPLE, _rows(records), key=lambda row: drawn(row.id))
    directory = RunDirectory(path)
    make_folder(path)
    directory.write_json(f"{FOLDER}/report.json", told.model_dump(mode="json"))
    directory.write_text(f"{FOLDER}/report.html", recipe_page(told, shown))
    _tell(path, told)


def _rows(file: Path | None) -> Iterator[Row]:
    return rows_of(Row, file) if file else iter(())


def _diversity(file: Path | None) -> Diversity | None:
    """Of the texts that the records are told apart by; None where fewer than two have one."""
    texts = [text for row in _rows(file) if (text := text_of(row.own, FIELDS))]
    return diversity_of(sample(texts, MOST)) if len(texts) > 1 else None


def _tell(path: Path, told: RecipeReported) -> None:
    console = Console(highlight=False, markup=False)
    lost = sum(row.count for row in told.rejected)
    for line in (
        f"{told.records} records, {lost} rejects",
        told.unfinished,
        f"The page: {readable(str(path / FOLDER / 'report.html'))}",
    ):
        if line:
            console.print(line, soft_wrap=True)
