"""From the end of an attempt to a record or a reject, with the row's whole way."""

from typing import Any

from bookwright.agents.evolve.items import EvolvedText
from bookwright.agents.evolve.team import EvolveTeam
from bookwright.agents.role import maker
from bookwright.curation.evolve.records import EvolvedVersion, EvolveRecord, EvolveReject, EvolveYield
from bookwright.graphs.evolve.pool import Attempt
from bookwright.graphs.evolve.state import EvolveState
from bookwright.graphs.history import FAILED


def settled(state: EvolveState, team: EvolveTeam) -> EvolveYield:
    """A record where a verdict accepts the text, else a reject that says where it ended."""
    tried, text, ended = state["attempt"], state.get("text"), state.get("ended")
    member, responder = tried.member, team.grounded_responder if tried.member.brief else team.responder
    answered = text is not None and bool(text.output)
    by = ", ".join(dict.fromkeys([maker(team.evolver), *([maker(responder)] if answered else [])]))
    common: dict[str, Any] = {
        "id": tried.name,
        "evidence": text.evidence if text and text.evidence else (member.row,),
        "claims": text.claims if text else (),
        "prompts": team.prompts(),
        "source": member.source,
        "language": member.language,
        "generation": member.generation + 1,
        "critiques": (state["critique"],) if "critique" in state else (),
        "operator": tried.operator,
        "round": tried.round,
        "parent": member.version.id,
        "root": member.id,
        "made_by": by,
        "verdict": state.get("verdict"),
        "text_sha256": text.sha256 if text else "",
        "usage": state["usage"],
        "specification": tried.specification,
    }
    if ended or text is None:
        reason, detail = (ended.reason, ended.detail) if ended else ("evolver:none", "")
        version = _version(tried, text or member.text, by, kept=False, why=reason)
        reject = EvolveReject(**common, reason=reason, detail=detail, text=text, lineage=(*member.versions, version))
        return EvolveYield(rejects=(reject,))
    version = _version(tried, text, by, kept=True, why=state["check"].reason)
    lineage = [*member.versions, *_unmeasured(state, text, by), version]
    record = EvolveRecord(
        **common,
        instruction=text.instruction,
        input=text.input,
        output=text.output,
        lineage=tuple(lineage),
        difficulty=state.get("difficulty"),
    )
    return EvolveYield(records=(record,))


def _version(tried: Attempt, text: EvolvedText, by: str, *, kept: bool, why: str) -> EvolvedVersion:
    member = tried.member
    return EvolvedVersion(
        id=tried.name, parent_id=member.version.id, draft=text, operator=tried.operator, by=by, parent=member.current, kept=kept, why=why
    )


def _unmeasured(state: EvolveState, text: EvolvedText, by: str) -> list[EvolvedVersion]:
    """That measuring failed, noted so that a further go at the run measures again."""
    if "unmeasured" not in state:
        return []
    version = _version(state["attempt"], text, by, kept=False, why=state["unmeasured"])
    return [version.model_copy(update={"operator": FAILED})]
