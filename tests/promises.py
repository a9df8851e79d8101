"""What every run directory promises, checked from its files alone."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.judged import drafts_of, unlike_judged


def rows(run: Path, name: str) -> list[dict[str, Any]]:
    """The JSON lines of a file of the run."""
    return [json.loads(line) for line in (run / name).read_text(encoding="utf-8").splitlines()]


def broken_promises(run: Path) -> list[str]:
    """What is wrong with the run, one line each."""
    records, rejects = rows(run, "records.jsonl"), rows(run, "rejects.jsonl")
    texts = {path.stem: path.read_bytes() for path in (run / "documents").glob("*.txt")}
    wrong = [f"text of {name}" for name, data in texts.items() if hashlib.sha256(data).hexdigest() != name]
    ids = [row["id"] for row in records + rejects]
    wrong += [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
    judged = {name: draft for record in records for name, draft in drafts_of(record).items()}
    for record in records:
        wrong += [f"{record['id']}: {fault}" for fault in (*_faults(record, texts), *unlike_judged(record, judged))]
    wrong += [f"reject {row['id']} without a reason" for row in rejects if not row["reason"]]
    counts = json.loads((run / "run.json").read_text(encoding="utf-8"))["counts"]
    if (counts["records"], counts["rejects"]) != (len(records), len(rejects)):
        wrong.append("counts")
    return wrong


def _faults(record: dict[str, Any], texts: dict[str, bytes]) -> list[str]:
    faults = []
    for piece in record["evidence"]:
        text = texts[piece["document_id"]].decode("utf-8")
        if text[piece["start"] : piece["end"]] != piece["quote"]:
            faults.append("quote is not at its offsets")
    if not record["evidence"] or not all(claim["evidence"] or claim["connective"] for claim in record["claims"]):
        faults.append("claim without evidence")
    if record["verdict"]["decision"] != "accept" or record["verdict"]["text_sha256"] != record["text_sha256"]:
        faults.append("verdict not bound")
    return faults
