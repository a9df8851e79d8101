"""What the gates cost, and what they say of edits and claims that people have labelled.

    python -m benchmarks.gates RUN --data DATA [--count 250]

Cost: mean processor time over the records of RUN and over drafts with faults planted in them, passages loaded. Edits (SummEdits): a summary
that was edited is the claim, the summary before the edit its evidence; what is flagged of the consistent ones is a false alarm, of
the inconsistent ones a catch. Claims (WiCE): supported claims of Wikipedia on the sentences that support them.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bookwright.agents.items import Brief, Claim, Draft, QuestionKind, Submission
from bookwright.curation.gates import inspect
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.unanswered import unanswered
from bookwright.curation.gates.units import units
from bookwright.curation.selftest import planted_in
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.service.selftest import drawn, read_records, sound_of

OF_CLAIMS = (numbers, units, negation, direction, names, citation, truncation, unanswered, address)
QUESTION = "What is said here about the subject?"


def submission(claim: str, evidence: str, text: str) -> Submission:
    """A claim on its evidence, which stands before the text that it was made from."""
    shown = f"{evidence}\n\n{text}"
    passage = Passage(id="p", document_id="d", start=0, end=len(shown), text=shown)
    piece = Evidence(document_id="d", start=0, end=len(evidence), quote=evidence)
    draft = Draft(question=QUESTION, kind=QuestionKind.FACT, claims=(Claim(text=claim, evidence=(0,)),), evidence=(piece,))
    return Submission(brief=Brief(passages=(passage,), titles={"d": ""}, language="en"), draft=draft)


def milliseconds(drafts: Sequence[Submission]) -> float:
    """Mean processor time of all gates on a draft."""
    began = time.process_time()
    for draft in drafts:
        inspect(draft)
    return (time.process_time() - began) / len(drafts) * 1000


def cost(run: Path, count: int) -> Table:
    """The gates' cost on the records of a run, sound and faulty."""
    records = drawn(read_records(run), count, seed=1)
    with Library.open(run / "library") as library:
        sounds = list(map(partial(sound_of, library=library, settings=QASettings()), records))
    sound = [one.submission(one.draft) for one in sounds]
    faulty = [one.submission(p.draft) for one, record in zip(sounds, records, strict=True) for p in planted_in(one, record.id, seed=1)]
    inspect(submission("Der Reaktor lief mit Wasser. " * 4, "Der Reaktor lief.", ""))  # loads the language identifier
    table = Table("drafts", "number", "ms", title="Cost of all gates")
    for name, drafts in (
        ("sound, passages seen for the first time", sound),
        ("with a planted fault", faulty),
        ("sound, seen again", sound),
    ):
        table.add_row(name, str(len(drafts)), f"{milliseconds(drafts):.2f}")
    return table


def flagged(drafts: Iterable[Submission]) -> tuple[int, int, Counter[str]]:
    """How many drafts, how many a gate of claims objects to, and which gates do."""
    by: Counter[str] = Counter()
    number = objected = 0
    for draft in drafts:
        found = [gate.__name__ for gate in OF_CLAIMS if gate(draft)]
        by.update(found)
        number, objected = number + 1, objected + bool(found)
    return number, objected, by


def edits(data: Path, label: int) -> Iterable[Submission]:
    """The edited summaries of one label on the summaries before the edit; the label is 1 for consistent."""
    for file in sorted((data / "summedits").glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8")):
            if row["label"] == label and row.get("original_summary"):
                yield submission(row["summary"], row["original_summary"], row["doc"])


def claims(data: Path) -> Iterable[Submission]:
    """The supported claims on the sentences that support them."""
    for line in (data / "wice" / "claim_dev.jsonl").read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line else {"label": ""}
        if row["label"] == "supported":
            named = sorted({index for group in row["supporting_sentences"] for index in group})
            yield submission(row["claim"], "\n".join(row["evidence"][index] for index in named), "\n".join(row["evidence"]))


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=250)
    options = parser.parse_args()
    console = Console()
    console.print(cost(options.run, options.count))
    table = Table("drafts", "number", "flagged", "share", "by", title="Labelled by people")
    sets = {
        "consistent edits": edits(options.data, 1),
        "inconsistent edits": edits(options.data, 0),
        "supported claims": claims(options.data),
    }
    for name, drafts in sets.items():
        number, objected, by = flagged(drafts)
        table.add_row(
            name, str(number), str(objected), f"{objected / number:.1%}", ", ".join(f"{gate} {n}" for gate, n in by.most_common())
        )
    console.print(table)


if __name__ == "__main__":
    main()
