"""From the end of a chain to a record or a reject."""

from typing import Any

from bookwright.agents.principles.items import PrincipledText
from bookwright.agents.principles.team import PrinciplesTeam
from bookwright.curation.principles.records import DATA, PrinciplesRecord, PrinciplesReject, PrinciplesYield
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
        "verdict": state.get("verdict"),
        "text_sha256": last.draft.sha256 if last else "",
        "made_by": by,
        "lineage": chain,
        "usage": state["usage"],
    }
    if last is None or ended:
        reason, detail = (ended.reason, ended.detail) if ended else ("responder:none", "")
        reject = PrinciplesReject(**common, reason=reason, detail=detail, text=last.draft if last else None)
        return PrinciplesYield(rejects=(reject,))
    text = last.draft
    record = PrinciplesRecord(
        **common,
        **_preference(state, chain[0].draft, text, settings),
        instruction=text.instruction,
        input=text.input,
        output=text.output,
        initial=chain[0].draft.output,
        principles=tuple(version.principle for version in chain[1:]),
        prompt=text.task.text,
    )
    return PrinciplesYield(records=(record,))


def _preference(state: PrinciplesState, first: PrincipledText, last: PrincipledText, settings: PrinciplesSettings) -> dict[str, Any]:
    """The pair's fields, as far as the two were compared."""
    comparisons = state["comparisons"]
    if not comparisons:
        return {}
    share = probability([one.ballot for one in comparisons])
    better, worse = (last.output, first.output) if share > 0.5 else (first.output, last.output)
    label = {"soft_label": clamped(share, settings.least, settings.most), "probability": share, "comparisons": comparisons}
    return label if share == 0.5 else {**label, "chosen": better, "rejected": worse}
