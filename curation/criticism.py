"""What critics found in all drafts of a run, and what became of the versions that they read."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from bookwright.agents.items import Standing
from bookwright.curation.record import Record, Reject
from bookwright.knowledge.document import Frozen

GATES = "gates"


class Fate(StrEnum):
    """What became of a version that a critic read: it is the record, another version is, or no record came of the draft."""

    ACCEPTED = "accepted"
    REPLACED = "replaced"
    REJECTED = "rejected"


class Finding(Frozen):
    """A critic's word on a claim or the kind of a fault, and what became of the version."""

    word: str
    of_claim: bool
    fate: Fate


class Criticism(Frozen):
    """`claims` counts the claims read by the critics' word on them, `faults` the faults by kind, each by the fate of the version."""

    claims: dict[Standing, dict[Fate, int]]
    faults: dict[str, dict[Fate, int]]


def findings(row: Record | Reject) -> Iterator[Finding]:
    """All that critics, but not the gates, said of any version of a draft."""
    for critique in row.critiques:
        if critique.by != GATES:
            fate = _fate(row, critique.draft_sha256)
            yield from (Finding(word=check.standing, of_claim=True, fate=fate) for check in critique.checks)
            yield from (Finding(word=fault.kind, of_claim=False, fate=fate) for fault in critique.faults)


def criticism_of(counts: Counter[Finding]) -> Criticism:
    """The findings as tables; the claims by every word if there are any, the faults with the commonest first."""
    words = Counter({word: sum(_fates(counts, word, of_claim=False).values()) for word in {f.word for f in counts if not f.of_claim}})
    ordered = sorted(words, key=lambda word: (-words[word], word))
    has_claims = any(finding.of_claim for finding in counts)
    return Criticism(
        claims={standing: _fates(counts, standing, of_claim=True) for standing in Standing} if has_claims else {},
        faults={word: _fates(counts, word, of_claim=False) for word in ordered},
    )


def _fates(counts: Counter[Finding], word: str, *, of_claim: bool) -> dict[Fate, int]:
    return {fate: counts[Finding(word=word, of_claim=of_claim, fate=fate)] for fate in Fate}


def _fate(row: Record | Reject, draft_sha256: str) -> Fate:
    if isinstance(row, Reject):
        return Fate.REJECTED
    return Fate.ACCEPTED if draft_sha256 == row.text_sha256 else Fate.REPLACED
