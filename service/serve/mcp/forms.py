"""What a run waits for as a form that a client can show, and the form's content as an answer.

A form has top-level fields of plain types alone (MCP 2026-07-28, client features, elicitation), so a list of decisions is a field for each.
"""

from collections.abc import Mapping
from typing import Any

from mcp_types import ElicitRequest, ElicitRequestFormParams

from bookwright.service.serve.entities import Interrupt

LONGEST_SHOWN = 600


def form_of(interrupt: Interrupt) -> ElicitRequest | None:
    """The form; None for a question of a kind that no form is known for."""
    match interrupt.value.get("kind"):
        case "review":
            words, fields = "Which of these records are to be kept?", _decisions(interrupt.value["records"])
        case "plan":
            words, fields = f"Is this plan to be followed? Give another one, or none.\n\n{interrupt.value['plan']}", {"plan": PLAN}
        case _:
            return None
    schema = {"type": "object", "properties": fields}
    return ElicitRequest(params=ElicitRequestFormParams(message=words, requested_schema=schema))


def answer_of(interrupt: Interrupt, content: Mapping[str, Any]) -> dict[str, Any]:
    """The answer that a filled-in form gives; what was left empty is left out."""
    if interrupt.value.get("kind") == "plan":
        return {"plan": content.get("plan") or None}
    records = interrupt.value["records"]
    return {
        "decisions": [
            {"id": record["id"], "decision": content[f"decision_{number}"], "reason": content.get(f"reason_{number}") or ""}
            for number, record in enumerate(records, start=1)
            if content.get(f"decision_{number}")
        ]
    }


PLAN = {"type": "string", "title": "Plan", "description": "Another plan, as YAML; empty to follow this one."}


def _decisions(records: list[dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for number, record in enumerate(records, start=1):
        fields[f"decision_{number}"] = {
            "type": "string",
            "enum": ["accept", "reject"],
            "title": record["question"][:LONGEST_SHOWN],
            "description": record["answer"][:LONGEST_SHOWN],
        }
        fields[f"reason_{number}"] = {"type": "string", "title": f"Why record {number} is rejected"}
    return fields
