"""What becomes of a task's instances at the end: a record or a reject each."""

from collections.abc import Sequence
from typing import Any

from bookwright.agents.chat import Usage
from bookwright.agents.instruct.items import InstructText, Task
from bookwright.agents.instruct.team import InstructTeam
from bookwright.agents.role import maker
from bookwright.curation.instruct.records import InstructRecord, InstructReject, InstructYield
from bookwright.graphs.history import History
from bookwright.graphs.instruct.grounds import Grounds


def settled(
    task: Task,
    ways: Sequence[History[InstructText]],
    usage: Usage,
    team: InstructTeam,
    grounds: Grounds,
    *,
    kind: bool | None,
    failed: tuple[str, str] | None,
) -> InstructYield:
    """Records and rejects in the order in which the instances were written; a task that `failed` to get any is one reject. `kind` is
    whether it is a classification, if that was told.

    What the task has cost is shared among its instances. Without a passage an instance stands on the seeds that were shown for it.
    """
    shown = grounds.demonstrated(task.demonstrations, classification=kind)
    common: dict[str, Any] = {
        "prompts": team.prompts(),
        "language": task.language,
        "generation": task.generation,
        "classification": kind,
        "demonstrations": task.demonstrations,
        "instruction": task.instruction,
        "specification": task.specification,
    }
    if failed:
        reason, detail = failed
        reject = InstructReject(
            **common, id=task.id, reason=reason, detail=detail, evidence=shown, made_by=maker(team.generator), usage=usage
        )
        return InstructYield(rejects=(reject,))
    records, rejects = [], []
    for number, (way, share) in enumerate(zip(ways, usage.shares(len(ways)), strict=True), 1):
        text = way.draft
        evidence = text.evidence if task.passage_id else shown
        own = common | {
            "id": f"{task.id}-{number}",
            "input": text.input,
            "output": text.output,
            "claims": text.claims,
            "evidence": evidence,
            "text_sha256": text.sha256,
            "made_by": way.by,
            "lineage": way.versions,
            "critiques": way.critiques,
            "source": grounds.source(task.passage_id, evidence),
            "usage": way.usage.plus(share),
        }
        if way.verdict and way.accepted:
            records.append(InstructRecord(**own, verdict=way.verdict))
        else:
            reason, detail = way.reason or "judge:missing", way.detail
            rejects.append(InstructReject(**own, verdict=way.verdict, reason=reason, detail=detail, text=text))
    return InstructYield(records=tuple(records), rejects=tuple(rejects))
