"""The examples of docs/serving-facades.md, run as they stand against a server without keys."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[3] / "docs" / "serving-facades.md"
EXAMPLE = re.compile(r"```(python|bash)\n(.*?)```", re.DOTALL)
RUN = {"python": [sys.executable, "-c"], "bash": ["bash", "-c"]}
ANSWER = "The verifier must end the session after 12 hours"


def test_every_example_runs_and_gives_what_the_document_says(server: Server) -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert [language for language, _ in examples] == ["python", "python", "python", "bash"]
    for language, example in examples:
        script = example.replace("http://127.0.0.1:8123", server.url)
        done = subprocess.run([*RUN[language], script], capture_output=True, text=True, check=False, timeout=120)
        assert (done.returncode, done.stderr) == (0, ""), example
        said = " ".join(done.stdout.split())
        assert ANSWER in said if "/v1" in example else "A session is a bounded period of time" in said, example
