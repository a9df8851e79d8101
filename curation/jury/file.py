"""A jury as a file, so that one run's calibration serves the next."""

from pathlib import Path

from pydantic import ValidationError

from bookwright.curation.jury.jury import Jury
from bookwright.errors import InputError


def write_jury(path: Path, jury: Jury) -> None:
    """Writes the jury with all that was shown of its judges, as JSON."""
    path.write_text(jury.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_jury(path: Path) -> Jury:
    """The jury of a file that `write_jury` wrote. InputError names the file and the field that is wrong."""
    try:
        return Jury.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({type(error).__name__}); give the file that a calibration wrote") from None
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise InputError(f"{path}: {where}: {fault['msg']}; give the file that a calibration wrote") from None
