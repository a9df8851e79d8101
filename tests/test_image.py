"""What the container image is built from agrees with the rest of the project."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)
BUILD = {"hatchling", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
DEVELOPMENT = {"hypothesis", "mypy", "pytest", "ruff", "schemathesis"}


def text(name: str) -> str:
    """A file at the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_its_packages_are_those_that_are_tested_and_what_builds_them() -> None:
    image, tested = dict(PIN.findall(text("requirements.image.lock"))), dict(PIN.findall(text("requirements.lock")))
    assert {"chromadb", "fastapi", "langgraph", "mcp", "pyjwt", "uvicorn"} <= set(image)
    assert {name: version for name, version in image.items() if name not in BUILD and tested.get(name) != version} == {}
    assert DEVELOPMENT & set(image) == set()
    assert set(tested) >= DEVELOPMENT


def test_every_package_is_checked_by_hash() -> None:
    pins = text("requirements.image.lock").split("\n    # via")
    assert all("--hash=sha256:" in pin for pin in pins[:-1])
    assert "--require-hashes" in text("Dockerfile")


def test_only_what_it_needs_is_sent_to_the_build() -> None:
    first, *kept = [line for line in text(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert first == "*"
    named = {line[1:] for line in kept if line.startswith("!")}
    assert all((ROOT / name).exists() for name in named)
    assert named.isdisjoint({"runs", "server", ".git", "tests", "examples"})


def test_it_runs_without_rights_on_a_file_system_that_is_read_only() -> None:
    service = yaml.safe_load(text("compose.yaml"))["services"]["server"]
    assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert service["volumes"] == ["data:/data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert set(service["environment"].values()) == {None}
    assert {"BOOKWRIGHT_API_KEY", "OPENAI_API_KEY"} <= set(service["environment"])  # either is read, by model_choice
    last = text("Dockerfile").rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in last
    assert "\nHEALTHCHECK " in last


def test_all_that_names_a_model_is_passed_on() -> None:
    service = yaml.safe_load(text("compose.yaml"))["services"]["server"]
    read = set(re.findall(r'environ\.get\("((?:BOOKWRIGHT|OPENAI)_\w+)"', text("service/configuration.py")))
    assert {"BOOKWRIGHT_MODEL", "OPENAI_API_KEY"} <= read
    assert read <= set(service["environment"])


def test_its_log_is_where_a_container_shows_it() -> None:
    command = yaml.safe_load(text("compose.yaml"))["services"]["server"]["command"]
    assert command[command.index("--log") + 1] == "stderr"
    assert command[command.index("--data") + 1] == "/data"
