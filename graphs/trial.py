"""A draft shown to every stage, each by itself, whatever the one before it says."""

from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Decision, Panel, Submission
from bookwright.agents.team import Team
from bookwright.curation.gates import inspect
from bookwright.curation.jury.jury import Jury
from bookwright.curation.selftest import Stage
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.hearing import hear
from bookwright.graphs.verdicts import lowest, rule_of


async def objections_to(submission: Submission, team: Team, jury: Jury | None = None) -> dict[Stage, tuple[str, ...]]:
    """What gates, critics and judges object to: kinds of faults, and the criterion that a rejecting verdict scores lowest.

    Several judges must all accept, or the jury. A stage whose call failed is missing. ModelError when no call can succeed.
    """
    found = {Stage.GATES: tuple(str(fault.kind) for fault in inspect(submission).faults)}
    heard, judged = await abreast((_criticised(submission, team), _judged(submission, team, jury)))
    return found | heard | judged


async def _criticised(submission: Submission, team: Team) -> dict[Stage, tuple[str, ...]]:
    (hearing,) = await hear(team.critics, Panel(brief=submission.brief, drafts=(submission.draft,)))
    if hearing.kind:
        return {}
    return {Stage.CRITIC: tuple(str(fault.kind) for critique in hearing.critiques for fault in critique.faults)}


async def _judged(submission: Submission, team: Team, jury: Jury | None) -> dict[Stage, tuple[str, ...]]:
    try:
        verdict = rule_of(jury)(await abreast(judge(submission) for judge in team.judges))
    except ModelError as error:
        if error.kind in HOPELESS:
            raise
        return {}
    return {Stage.JUDGE: () if verdict.decision is Decision.ACCEPT else (lowest(verdict),)}
