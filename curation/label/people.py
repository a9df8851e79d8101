"""What people's labels make of a text."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.label.items import LabelledText, Vote
from bookwright.curation.label.records import LabelRecord, LabelReject, LabelYield
from bookwright.curation.record import VersionOf

REVIEW = "review"
SHARED = (LabelRecord.model_fields.keys() & LabelReject.model_fields.keys()) - {"text", "verdict"}


def decided_by(people: Sequence[Vote], made: LabelYield) -> LabelYield:
    """The text of this one record or reject as the people who labelled it decide, whatever the votes said: a record where more than half of
    them give one label, else a reject. People have no one to correct them, so theirs is generation 0."""
    row: LabelRecord | LabelReject = made.records[0] if made.records else made.rejects[0]
    if row.source is None:  # a labeller broke on it: it is worked on anew in the next go
        return made
    label, count = Counter(vote.label for vote in people).most_common(1)[0]
    text = LabelledText(text=row.evidence[0].quote, label=label, votes=(*row.votes, *people))
    by = f"people ({', '.join(vote.by for vote in people)})"
    told = f"{count} of {len(people)} people say {label}"
    parent = len(row.lineage) - 1 if row.lineage else None
    kept: dict[str, Any] = {name: getattr(row, name) for name in SHARED}
    kept |= {
        "people": tuple(people),
        "text_sha256": text.sha256,
        "made_by": by,
        "lineage": (*row.lineage, VersionOf[LabelledText](draft=text, operator=REVIEW, by=by, parent=parent, why=told)),
        "generation": 0,
    }
    if 2 * count <= len(people):
        return LabelYield(rejects=(LabelReject(**kept, reason="people:disagree", detail=told, text=text),))
    verdict = Verdict(decision=Decision.ACCEPT, reasons=(told,), by=by, text_sha256=text.sha256)
    return LabelYield(records=(LabelRecord(**kept, verdict=verdict, text=text.text, label=label),))
