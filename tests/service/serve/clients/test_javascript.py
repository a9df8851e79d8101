"""LangGraph's JavaScript client over every route that it has; what it does is in drive.mjs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.service.serve.clients.node import folder_of_sdk
from tests.service.serve.conftest import Server

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("drive.mjs")


def test_the_client_gets_what_it_asks_for_on_every_route(server: Server, tmp_path: Path) -> None:
    folder = folder_of_sdk()
    if folder is None:
        pytest.skip("there is no node, or no @langchain/langgraph-sdk in NODE_PATH")
    (tmp_path / "node_modules").symlink_to(folder)
    shutil.copy(SCRIPT, tmp_path)
    done = subprocess.run(["node", SCRIPT.name, server.url], capture_output=True, text=True, check=False, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok ") == SCRIPT.read_text(encoding="utf-8").count("\n  async ")
