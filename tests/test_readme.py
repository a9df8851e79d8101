"""The README keeps its word: its example runs as it stands, and it names every option there is."""

import os
import re
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from bookwright.service.cli import app
from tests.endpoint.client import running

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_run_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    examples = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(examples) == 2
    with running(tmp_path / "requests.jsonl") as endpoint:
        environment = {**os.environ, "OPENAI_API_KEY": "none", "OPENAI_BASE_URL": endpoint.url}
        for example in examples:
            done = subprocess.run(
                [sys.executable, "-c", example], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=300, check=False
            )
            assert done.returncode == 0, done.stderr
            assert " -> " in done.stdout


def test_every_option_of_the_main_job_is_explained() -> None:
    command = get_command(app).commands["qa"]  # type: ignore[attr-defined]
    options = {name for parameter in command.params for name in parameter.opts if name.startswith("--") and name != "--help"}
    assert not [name for name in options if name not in README]


def test_every_page_that_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
