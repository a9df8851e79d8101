"""What a self-test leaves in RUN: selftest.json."""

from pathlib import Path

from pydantic import ValidationError

from bookwright.curation.selftest import Report
from bookwright.errors import InputError

RESULT = "selftest.json"


class SelfTest(Report):
    """What was found, on how many records, and whose critic and judge were tested."""

    records: int
    critic_and_judge: str


def read_selftest(run: Path) -> SelfTest | None:
    """The self-test of a run; None where there is none. InputError where it cannot be read."""
    file = run / RESULT
    try:
        return SelfTest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise InputError(f"{file}: is no self-test of this version; give the command `bookwright selftest {run}` again") from None
