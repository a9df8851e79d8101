"""Which drafts are made harder, and which of the results stay."""

from math import floor

from bookwright.curation.duplicates import Duplicates
from bookwright.graphs.lineage import Lineage
from bookwright.graphs.state import QAState
from bookwright.knowledge.document import text_sha256


def to_evolve(state: QAState, share: float) -> set[str]:
    """The drafts that are to be made harder: that share of them, in turn, beginning at a place that follows from the brief."""
    begin = int(text_sha256("evolve " + state["shown"][0])[:8], 16) / 16**8  # not the hash that passages are ordered by
    drafts = [lineage.draft.sha256 for lineage in state["lineages"] if lineage.under_way]
    return {sha for number, sha in enumerate(drafts) if floor(begin + (number + 1) * share) > floor(begin + number * share)}


def unlike(lineages: list[Lineage]) -> list[Lineage]:
    """The lineages, an evolution that asks what an earlier one of the same brief asks being set aside for its parent."""
    seen, kept = Duplicates(), []
    for number, lineage in enumerate(lineages, 1):
        twin = seen.find(lineage.draft.question, lineage.draft.evidence) if lineage.current else None
        goes_on = lineage.given_up(f"asks the same as {twin}") if twin else lineage
        seen.show(f"draft {number}", goes_on.draft.question, goes_on.draft.evidence)
        kept.append(goes_on)
    return kept
