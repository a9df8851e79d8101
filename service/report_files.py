"""What every report reads of a run directory, and where it writes."""

from pathlib import Path

from bookwright.errors import RunError
from bookwright.service.rows import AGAIN
from bookwright.service.status import Status, read_status

FOLDER = "report"


def standing_of(path: Path) -> Status:
    """Where the run stands. RunError where run.json does not say it."""
    try:
        return read_status(path)
    except (TypeError, ValueError, AttributeError, KeyError):  # pydantic's ValidationError is a ValueError
        raise RunError(f"{path / 'run.json'}: does not say where the run stands; {AGAIN}") from None


def file_of(path: Path, name: str, status: Status) -> Path | None:
    """A file of the run; None where a run that is not finished has not written it yet."""
    file = path / name
    return file if status.status == "finished" or file.exists() else None


def make_folder(path: Path) -> None:
    """Makes RUN/report. RunError where that cannot be."""
    try:
        (path / FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        raise RunError(f"{path / FOLDER}: {error.strerror}; make room for the report") from None
