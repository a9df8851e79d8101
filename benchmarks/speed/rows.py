"""A job of short rows, one call each, where the time to start weighs: Bookwright, bare HTTP, and other generators on the same rows."""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.loop import Job
from benchmarks.speed.process import Client, Load, Loopback, Timed, timed

PEERS = {
    "distilabel": ["distilabel[openai]", "requests"],
    "curator": ["bespokelabs-curator"],
    "data_designer": ["data-designer"],
    "sdg_hub": ["sdg-hub"],
    "deepeval": ["deepeval"],
}
SCRIPTS = Path(__file__).parent / "peers"
# What keeps them from asking the internet for what the job does not need.
QUIET = {
    "CURATOR_VIEWER": "0",
    "DEEPEVAL_TELEMETRY_OPT_OUT": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_OFFLINE": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "NEMO_TELEMETRY_ENABLED": "false",
    "TELEMETRY_ENABLED": "false",
}
SUBJECTS = "basin bridge canal ferry garden harbour island ladder market mill orchard quarry signal station tower valley".split()
STATES = "closed drained inspected lit mended opened painted repaired swept tested widened".split()


@dataclass(frozen=True)
class Rows:
    """The rows as a file of JSON objects, and as a folder of documents of one passage each."""

    file: Path
    documents: Path
    number: int


def rows_in(folder: Path, number: int) -> Rows:
    """Writes so many short passages, no two alike."""
    documents = folder / "documents"
    documents.mkdir()
    texts = [passage(place) for place in range(number)]
    for place, text in enumerate(texts):
        (documents / f"{place:05}.md").write_text(text + "\n", encoding="utf-8")
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return Rows(file, documents, number)


def passage(place: int) -> str:
    """A few sentences on one subject."""
    subject, other = SUBJECTS[place % len(SUBJECTS)], SUBJECTS[(place // len(SUBJECTS) + place + 1) % len(SUBJECTS)]
    states = [STATES[(place + step) % len(STATES)] for step in range(3)]
    return " ".join(
        f"The {subject} of district {place} is {state} {hour + 1} days after the {other} of district {place + hour} was measured again."
        for hour, state in enumerate(states)
    )


def one_call_job(rows: Rows, options: tuple[str, ...] = ()) -> Job:
    """Bookwright asks its writer once for each row, and the writer finds nothing to write."""
    return Job((str(rows.documents),), ("--limit", str(rows.number), *options), {"silent": True})


def run_peer(server: Loopback, python: Path, name: str, rows: Rows, load: Load) -> Timed:
    """Runs another generator's script with its own interpreter, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"HOME": folder, "XDG_CACHE_HOME": folder, "PYTHONPATH": "", **QUIET}
        command = [str(python), str(SCRIPTS / f"run_{name}.py"), "--url", server.url, "--rows", str(rows.file)]
        client = Client([*command, "--at-once", str(load.at_once), "--folder", folder], home, Path(folder))
        return timed(server, client, load, {})


def interpreters(folder: Path, *, install: bool) -> dict[str, Path]:
    """The interpreter of every generator that is installed under a folder, each in an environment of its own."""
    for name, packages in PEERS.items():
        if install and not (folder / name).exists():
            install_peer(folder / name, packages)
    pythons = {name: (folder / name / "bin" / "python").absolute() for name in PEERS}
    return {name: python for name, python in pythons.items() if python.exists()}


def install_peer(folder: Path, packages: list[str]) -> None:
    """Makes an environment and installs into it."""
    import subprocess  # noqa: PLC0415
    import venv  # noqa: PLC0415

    print(f"installing {packages[0]}", file=sys.stderr)
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *packages], check=False)
