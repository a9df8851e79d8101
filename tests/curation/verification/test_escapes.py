"""Nothing gets out of the sandbox: each program is tried against the real one, and where it can be without any, to see that it would."""

import subprocess
import sys

import pytest

from bookwright.curation.verification.sandbox import Limits, run
from tests.curation.verification.escape import Escape
from tests.curation.verification.escapes import ESCAPES
from tests.curation.verification.target import Target

LIMITS = Limits(seconds=5)


@pytest.mark.parametrize("escape", ESCAPES, ids=lambda escape: escape.name)
async def test_nothing_gets_out(escape: Escape, aim: Target) -> None:
    outcome = await run(escape.aimed(aim), LIMITS)

    assert not escape.got_out(aim, outcome.printed)


@pytest.mark.parametrize("escape", [escape for escape in ESCAPES if escape.open_door], ids=lambda escape: escape.name)
def test_the_same_program_gets_out_where_nothing_guards_it(escape: Escape, aim: Target) -> None:
    command = [sys.executable, "-S", "-c", escape.aimed(aim)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, close_fds=False, check=False)

    assert escape.got_out(aim, done.stdout), done.stderr
