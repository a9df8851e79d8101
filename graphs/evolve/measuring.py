"""Measuring how much harder an evolution is than what it was made from."""

from bookwright.agents.asking import Asking
from bookwright.agents.evolve.team import EvolveTeam
from bookwright.agents.inquiry import Likening
from bookwright.agents.pair import Pair
from bookwright.agents.role import maker
from bookwright.curation.evolve.difficulty import Difficulty, agreement, judged
from bookwright.graphs.abreast import abreast
from bookwright.graphs.pairwise import compare


async def measured(team: EvolveTeam, parent: Asking, child: Asking, answers: int) -> Difficulty:
    """Both instructions answered so many times by the solver, who sees no reference, and rated as a pair in both orders."""
    before, after = await abreast(_agreement(team, asking, answers) for asking in (parent, child))
    ballot = await compare(team.rater, Pair(task="", first=parent.task.text, second=child.task.text))
    return Difficulty(
        parent=before,
        child=after,
        answers=answers,
        judged=judged(ballot.preference),
        solved_by=maker(team.solver),
        judged_by=maker(team.rater),
    )


async def _agreement(team: EvolveTeam, asking: Asking, answers: int) -> float:
    """How far the solver's answers agree. The first attempt, 0, is the response of the record itself."""
    attempts = (asking.model_copy(update={"attempt": number}) for number in range(1, answers + 1))
    first, *others = [response.text for response in await abreast(team.solver(attempt) for attempt in attempts)]
    matched = await team.matcher(Likening(question=asking.task.text, reference=first, answers=tuple(others)))
    return agreement([one.match for one in matched])
