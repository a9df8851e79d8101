"""The examples of docs/serving.md, run as they stand against a server without keys."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.serve.clients.node import folder_of_sdk
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parents[3] / "docs" / "serving.md"
EXAMPLES = re.findall(r"```(bash|python|javascript)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
ANSWER = "A session is a bounded period of time in which a subscriber is known to the verifier"
RUN = {"bash": ["bash", "-euo", "pipefail"], "python": [sys.executable], "javascript": ["node"]}


def test_there_is_an_example_for_each_client() -> None:
    assert [language for language, _ in EXAMPLES] == ["bash", "python", "python", "javascript"]


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=[language for language, _ in EXAMPLES])
def test_an_example_runs_and_gives_what_the_document_says(language: str, example: str, server: Server, tmp_path: Path) -> None:
    if language == "bash" and not shutil.which("curl"):
        pytest.skip("there is no curl")
    if language == "javascript":
        folder = folder_of_sdk()
        if folder is None:
            pytest.skip("there is no node, or no @langchain/langgraph-sdk in NODE_PATH")
        (tmp_path / "node_modules").symlink_to(folder)  # an import is looked for beside the script, not in NODE_PATH
    (tmp_path / "example.mjs").write_text(example.replace("http://127.0.0.1:8123", server.url), encoding="utf-8")
    done = subprocess.run([*RUN[language], "example.mjs"], capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert ANSWER in " ".join(done.stdout.split())
