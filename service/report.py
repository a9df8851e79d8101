"""The report command: the records of a run read claim by claim, and a page that shows what they are worth."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from bookwright.curation.attention import Look
from bookwright.curation.citations import Entailment
from bookwright.curation.claims import RecordReading, read_claims
from bookwright.curation.figures import figures_of
from bookwright.curation.jury import read_jury
from bookwright.curation.opinions import opinions_of
from bookwright.curation.record import Record, Reject
from bookwright.errors import InputError
from bookwright.service.calibrate import RESULT as JURY
from bookwright.service.directory import RunDirectory, read_state
from bookwright.service.page.page import page_of
from bookwright.service.page.parts import share
from bookwright.service.page.records import Exhibit
from bookwright.service.progress import Progress, progress_for
from bookwright.service.recipe.report import report_recipe
from bookwright.service.report_files import FOLDER, file_of, make_folder, standing_of
from bookwright.service.reported import Rejected, Reported, RunTold, in_order, read_run, readable, rejections, unfinished
from bookwright.service.rows import AGAIN, lines_of, row_of, rows_of
from bookwright.service.selftest_panel import selftest_command
from bookwright.service.selftest_result import RECORDS, read_selftest, sha256_of
from bookwright.service.spread import spread
from bookwright.service.status import Status

BY_CLAIM, BOOK = "qa", "textbook"


def run(path: Path) -> None:
    """Writes RUN/report/. RunError where there is no run, InputError where one of its files is missing or damaged, and for a book's run."""
    kind = read_state(path).get("kind", BY_CLAIM)
    if kind == BOOK:
        raise InputError(
            f"{path}: is the run of a book, which has no report; open {path / 'book' / 'book.html'}, "
            f"and give `bookwright run status {path}` for what it came to"
        )
    if kind != BY_CLAIM:
        report_recipe(path)
        return
    made, status, selftest, rule = read_run(path), standing_of(path), read_selftest(path), Entailment()
    rejected = _rejected(file_of(path, "rejects.jsonl", status), status)
    with progress_for(Console(stderr=True, highlight=False)) as progress:
        readings = _readings(file_of(path, "records.jsonl", status), rule, progress)
    records_sha256 = sha256_of(path / RECORDS)
    told = Reported(
        name=path.resolve().name,
        status=status.status,
        unfinished=unfinished(status),
        run=made,
        done=status.work.done,
        passages=status.work.total,
        paid=status.paid,
        cost=status.cost.in_words(),
        unanswered=len(status.failures),
        rejected=rejected,
        figures=figures_of(readings, rule),
        opinions=opinions_of(_rows(path, status)),
        jury=read_jury(path / JURY) if (path / JURY).exists() else None,
        selftest=selftest,
        selftest_is_older=selftest is not None and selftest.records_sha256 != records_sha256,
        selftest_command=selftest_command(path),
        records_sha256=records_sha256,
    )
    _write(path, told, readings, _exhibits(path / "records.jsonl", told.figures.look_first, readings, made))
    _tell(path, told)


def _tell(path: Path, told: Reported) -> None:
    citations, console = told.figures.citations, Console(highlight=False, markup=False)
    scored = f"{citations.claims - citations.not_scored} of {citations.claims} claims scored"
    shares = f"citation recall {share(citations.recall)}, precision {share(citations.precision)}"
    for line in (
        f"{told.figures.records} records, {shares} ({scored})",
        told.unfinished,
        f"The page: {readable(str(path / FOLDER / 'report.html'))}",
    ):
        if line:
            console.print(line, soft_wrap=True)


def _readings(file: Path | None, rule: Entailment, progress: Progress) -> list[RecordReading]:
    """Every record of the file, claim by claim."""
    if file is None:
        return []
    lines = list(enumerate(lines_of(file), 1))
    progress.stage("Records", len(lines))
    readings = []
    for reading in spread(partial(_reading, file=file, rule=rule), lines):
        readings.append(reading)
        progress.step()
    return readings


def _reading(line: tuple[int, str], file: Path, rule: Entailment) -> RecordReading:
    number, text = line
    try:
        return read_claims(row_of(Record, text, number, file), rule)
    except IndexError:
        raise InputError(f"{file}: line {number}: a claim names evidence that is not there; {AGAIN}") from None


def _rejected(file: Path | None, status: Status) -> tuple[Rejected, ...]:
    """The reasons of the rejects in the file, or else of those that the ledger has so far."""
    if file is None:
        return in_order(Rejected(reason=reason, count=count) for reason, count in status.work.rejects.items())
    return rejections(rows_of(Reject, file))


def _rows(path: Path, status: Status) -> Iterator[Record | Reject]:
    """All records and rejects, read once more: what is said of them is told of both."""
    if records := file_of(path, "records.jsonl", status):
        yield from rows_of(Record, records)
    if rejects := file_of(path, "rejects.jsonl", status):
        yield from rows_of(Reject, rejects)


def _exhibits(file: Path, looks: Sequence[Look], readings: Sequence[RecordReading], told: RunTold) -> list[Exhibit]:
    """The records to look at, read once more: all of them at once may be too many to hold."""
    if not looks:
        return []
    wanted = {look.id for look in looks}
    places = {number: reading for number, reading in enumerate(readings, 1) if reading.id in wanted}
    lines = ((number, line) for number, line in enumerate(lines_of(file), 1) if number in places)
    found = {places[number].id: (row_of(Record, line, number, file), places[number]) for number, line in lines}
    paths = {document.sha256: document.path for document in told.documents}
    return [_exhibit(look, *found[look.id], paths) for look in looks]


def _exhibit(look: Look, record: Record, reading: RecordReading, paths: Mapping[str, str]) -> Exhibit:
    named = tuple(paths.get(evidence.document_id, evidence.document_id) for evidence in record.evidence)
    return Exhibit(look=look, record=record, reading=reading, paths=named)


def _write(path: Path, told: Reported, readings: Sequence[RecordReading], exhibits: Sequence[Exhibit]) -> None:
    directory = RunDirectory(path)
    make_folder(path)
    with directory.written(f"{FOLDER}/claims.jsonl") as file:
        file.writelines(reading.model_dump_json() + "\n" for reading in readings)
    directory.write_json(f"{FOLDER}/report.json", told.model_dump(mode="json"))
    with directory.written(f"{FOLDER}/report.html") as file:
        file.write(page_of(told, exhibits))
