"""What becomes of a dialogue in the end."""

from typing import Any

from bookwright.agents.converse.items import Conversation, Dialogue
from bookwright.agents.converse.team import ConverseTeam
from bookwright.agents.role import maker
from bookwright.curation.converse.records import DialogueRecord, DialogueReject, DialogueYield
from bookwright.graphs.converse.state import NOTHING_SAID, ConverseState
from bookwright.graphs.history import History


def settled(state: ConverseState, team: ConverseTeam) -> DialogueYield:
    """One record, or one reject with the dialogue as far as it came."""
    item: Conversation = state["item"]
    common: dict[str, Any] = {
        "id": item.id,
        "prompts": team.prompts(),
        "source": state["source"],
        "language": item.brief.language,
        "specification": item.specification,
        "persona": item.persona,
        "passages": tuple(passage.id for passage in item.brief.passages),
    }
    if "way" not in state:
        reason, detail = state["silence"]
        dialogue = state.get("dialogue", NOTHING_SAID)
        told: dict[str, Any] = {"text": dialogue, "evidence": dialogue.evidence, "claims": dialogue.claims} if dialogue.turns else {}
        reject = DialogueReject(**common, **told, reason=reason, detail=detail, usage=state["usage"], made_by=maker(team.replier))
        return DialogueYield(rejects=(reject,))
    way: History[Dialogue] = state["way"]
    dialogue = way.draft
    common |= {
        "claims": dialogue.claims,
        "evidence": dialogue.evidence,
        "text_sha256": dialogue.sha256,
        "made_by": way.by,
        "lineage": way.versions,
        "critiques": way.critiques,
        "usage": way.usage,
    }
    if way.accepted and way.verdict:
        record = DialogueRecord(
            **common,
            verdict=way.verdict,
            messages=dialogue.messages,
            standalone=tuple(turn.question.standalone for turn in dialogue.turns),
            turns=dialogue.turns,
            refusal_turn=dialogue.refusal,
            subject=state["outline"].subject,
        )
        return DialogueYield(records=(record,))
    reject = DialogueReject(**common, reason=way.reason, detail=way.detail, text=dialogue, verdict=way.verdict)
    return DialogueYield(rejects=(reject,))
