"""What a self-test leaves in RUN: selftest.json."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from bookwright.curation.selftest import Report
from bookwright.errors import InputError
from bookwright.service.selftest_panel import selftest_command

RESULT, RECORDS = "selftest.json", "records.jsonl"


class SelfTest(Report):
    """What was found, on how many records of which records.jsonl, and whose critic and judge were tested."""

    records: int
    records_sha256: str
    critic_and_judge: str


def read_selftest(run: Path) -> SelfTest | None:
    """The self-test of a run; None where there is none. InputError where it cannot be read."""
    file = run / RESULT
    try:
        return SelfTest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise InputError(f"{file}: is no self-test of this version; give the command `{selftest_command(run)}` again") from None


def sha256_of(file: Path) -> str:
    """The hash of a file in hex; empty where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
