"""The packages in examples/ are installed and tested as a stranger's would be."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_packages_in_examples_work_when_they_are_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.strangers"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
