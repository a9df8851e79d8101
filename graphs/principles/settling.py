"""From the end of a chain to a record or a reject."""

from collections.abc import Sequence
from typing import Any

from bookwright.agents.items import Verdict
from bookwright.agents.principles.team import PrinciplesTeam
from bookwright.curation.principles.records import (
    DATA,
    PrincipledBallot,
    PrinciplesRecord,
    PrinciplesReject,
    PrinciplesYield,
    RevisedResponse,
)
from bookwright.curation.principles.soft_label import clamped, probability
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.principles.state import PrinciplesState


def settled(state: PrinciplesState, team: PrinciplesTeam, settings: PrinciplesSettings) -> PrinciplesYield:
    """A record where a verdict accepts the last response, else a reject that says where it ended."""
    row, chain, ended = state["row"], state.get("chain", ()), state.get("ended")
    last = chain[state["current"]] if chain else None
    by = ", ".join(dict.fromkeys(version.by for version in chain if version.kept))
    common: dict[str, Any] = {
        "id": row.id,
        "evidence": (row.row,),
        "prompts": team.prompts(),
        "source": row.source,
        "language": row.language,
        "generation": row.generation + (by != DATA),
        "made_by": by,
        "lineage": chain,
        "usage": state["usage"],
    }
    if last is None or ended:
        reason, detail = (ended.reason, ended.detail) if ended else ("responder:none", "")
        text = last.draft if last else None
        told: dict[str, Any] = {"text": text, "text_sha256": text.sha256 if text else "", "verdict": state.get("verdict")}
        return PrinciplesYield(rejects=(PrinciplesReject(**common, **told, reason=reason, detail=detail),))
    comparisons = state["comparisons"]
    share = probability([one.ballot for one in comparisons]) if comparisons else None
    first, text = chain[0].draft, last.draft
    revised = RevisedResponse(
        instruction=text.instruction,
        input=text.input,
        output=text.output,
        initial=first.output,
        prompt=text.task.text,
        **_pair(first.output, text.output, share),
    )
    record = PrinciplesRecord(
        **common,
        **revised.model_dump(),
        principles=tuple(version.principle for version in chain[1:]),
        soft_label=None if share is None else clamped(share, settings.least, settings.most),
        probability=share,
        comparisons=comparisons,
        verdict=_bound(state["verdict"], comparisons, revised),
        text_sha256=revised.sha256,
    )
    return PrinciplesYield(records=(record,))


def _pair(first: str, last: str, share: float | None) -> dict[str, str]:
    """The likelier response and the other; nothing where the two were not compared or neither is likelier."""
    if share is None or share == 0.5:
        return {}
    return {"chosen": last, "rejected": first} if share > 0.5 else {"chosen": first, "rejected": last}


def _bound(verdict: Verdict, comparisons: Sequence[PrincipledBallot], revised: RevisedResponse) -> Verdict:
    """The judges' verdict with the reasons of those who compared, bound to all that ships; inside it the judges' own."""
    reasons = (f"{one.ballot.judge} by {one.principle}: {reason}" for one in comparisons for reason in one.ballot.reasons)
    return verdict.model_copy(
        update={
            "text_sha256": revised.sha256,
            "reasons": (*verdict.reasons, *reasons),
            "verdicts": verdict.verdicts or (verdict,),
        }
    )
