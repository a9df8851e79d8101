"""From what was tried to records and rejects."""

from typing import Any

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.reason.items import Problem
from bookwright.agents.reason.team import ReasonTeam
from bookwright.curation.reason.records import ReasonRecord, ReasonReject, ReasonYield, messages_of
from bookwright.curation.reason.reward import Reward, agreement, brevity, judged
from bookwright.curation.record import Source, VersionOf
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.reason.state import Tried

REASON, RATIONALISE, READ = "reason", "rationalise", "read"
NOTHING = "recorded:none"


def settled(item: Problem, source: Source, tried: tuple[Tried, ...], team: ReasonTeam, settings: ReasonSettings) -> ReasonYield:
    """A record for each right trace, with its reward; a reject for each other one. What is kept of the records is decided over rounds."""
    unhinted = [one for one in tried if not one.rationalised and one.trace is not None]
    share = agreement(sum(one.is_right for one in unhinted), len(unhinted))
    sound = [one for one in tried if one.is_right and not one.reason]
    rewards = dict(zip([one.id for one in sound], _rewards(settings.reward, sound, share), strict=True))
    common: dict[str, Any] = {
        "threshold": settings.thresholds[item.round - 1],
        "round": item.round,
        "difficulty": 1 - share,
        "prompts": team.prompts(),
        "source": source,
        "language": item.language,
    }
    records, rejects = [], []
    for one in tried:
        told: dict[str, Any] = common | {
            "id": one.id,
            "evidence": (*item.evidence, *one.shown),
            "verification": one.verification,
            "rationalised": one.rationalised,
            "generation": item.generation if one.rationalised else item.generation_shown,
            "made_by": one.by,
            "usage": one.usage,
        }
        if one.trace is not None:
            operator = RATIONALISE if one.rationalised else READ if one.shown else REASON
            told |= {
                "text_sha256": one.trace.sha256,
                "lineage": (VersionOf(draft=one.trace, operator=operator, by=one.by, kept=not one.reason, why=one.reason),),
                "verdict": _verdict(one),
            }
        if one.id not in rewards or one.trace is None:
            rejects.append(ReasonReject(**told, reason=one.reason, detail=one.detail, text=one.trace))
        else:
            shipped: dict[str, Any] = {"question": one.trace.question, "reasoning": one.trace.reasoning, "answer": one.trace.answer}
            spoken = messages_of(one.trace, program=bool(item.tests))
            records.append(ReasonRecord(**told, **shipped, messages=spoken, reward=rewards[one.id]))
    if not tried:
        name = f"{item.name}-{item.round}"
        rejects.append(ReasonReject(**common, id=name, reason=NOTHING, evidence=item.evidence, generation=item.generation))
    return ReasonYield(records=tuple(records), rejects=tuple(rejects))


def _rewards(reward: Reward, sound: list[Tried], share: float) -> list[float]:
    if reward is Reward.JUDGE:
        return [judged(one.verdicts) for one in sound]
    if reward is Reward.BREVITY:
        return brevity([one.trace.reasoning for one in sound if one.trace])
    return [0.0 if one.rationalised else share for one in sound]


def _verdict(one: Tried) -> Verdict | None:
    """What the verification comes to; judges' scores stand beside it and decide nothing but the reward."""
    if one.trace is None or one.verification is None:
        return None
    return Verdict(
        decision=Decision.ACCEPT if one.is_right else Decision.REJECT,
        reasons=(f"{one.verification.method}: {one.verification.detail or one.verification.proof}",),
        by="verification",
        text_sha256=one.trace.sha256,
        verdicts=one.verdicts,
    )
