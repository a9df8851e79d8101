"""The steps of reasoning."""

from bookwright.agents.chat import tally
from bookwright.agents.reason.items import Attempt, Problem, Reasoned, Trace
from bookwright.agents.reason.recorded import Recorded
from bookwright.agents.reason.team import ReasonTeam
from bookwright.agents.role import Role, maker
from bookwright.agents.textbook.check import Proof
from bookwright.curation.reason.checking import verified
from bookwright.curation.reason.hint import betrayal, comments_of
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.reason.state import ReasonState, Tried

WRONG = {Proof.FAILS: "verification:wrong", Proof.UNCHECKED: "verification:unchecked"}


class ReasonNodes:
    """The nodes that ask or calculate. ModelError passes through when no call can succeed; another failed call ends one trace."""

    def __init__(self, team: ReasonTeam, settings: ReasonSettings) -> None:
        self.team, self.settings = team, settings

    async def reason(self, state: ReasonState) -> dict[str, object]:
        """Works the problem out as often as wanted; of a problem with recorded solutions, reads them."""
        problem = state["item"]
        draws = len(problem.recorded) if isinstance(self.team.reasoner, Recorded) else self.settings.traces
        tries = (_tried(self.team.reasoner, problem, number, draws, rationalised=False) for number in range(draws))
        return {"tried": tuple(await abreast(tries))}

    async def rationalise(self, state: ReasonState) -> dict[str, object]:
        """Works it out again with the answer as a hint."""
        assert self.team.rationaliser
        role, problem, draws = self.team.rationaliser, state["item"], self.settings.hints
        tries = (_tried(role, problem, number, draws, rationalised=True) for number in range(draws))
        return {"tried": (*state["tried"], *await abreast(tries))}

    async def verify(self, state: ReasonState) -> dict[str, object]:
        """Looks at each new trace: whether it shows a hint, and whether its answer is right."""
        looked = (_looked_at(one, state["item"]) for one in state["tried"])
        return {"tried": tuple(await abreast(looked))}

    async def judge(self, state: ReasonState) -> dict[str, object]:
        """Has the judges score each right trace."""
        return {"tried": tuple(await abreast(self._judged(one) for one in state["tried"]))}

    async def _judged(self, one: Tried) -> Tried:
        if not one.is_right or one.trace is None:
            return one
        with tally() as usage:
            given = await abreast(attempt(judge(one.trace)) for judge in self.team.judges)
        spent = {"usage": one.usage.plus(usage)}
        failed = next((verdict for verdict in given if isinstance(verdict, ModelError)), None)
        if failed:
            return one.model_copy(update=spent | {"reason": f"judge:{failed.kind}", "detail": str(failed)})
        return one.model_copy(update=spent | {"verdicts": tuple(given)})


async def _tried(role: Role[Attempt, Reasoned], problem: Problem, number: int, draws: int, *, rationalised: bool) -> Tried:
    """One attempt. The draws of a problem are numbered on from round to round, so that none is asked for twice."""
    mark = "h" if rationalised else ""
    started = Attempt(problem=problem, number=number if problem.recorded else (problem.round - 1) * draws + number)
    with tally() as usage:
        given = await attempt(role(started))
    told = Tried(id=f"{problem.name}-{problem.round}.{mark}{number + 1}", by=maker(role), rationalised=rationalised, usage=usage)
    if isinstance(given, ModelError):
        seat = "rationaliser" if rationalised else "reasoner"
        return told.model_copy(update={"reason": f"{seat}:{given.kind}", "detail": str(given)})
    trace = Trace(question=problem.asked, reasoning=given.reasoning, answer=given.answer)
    shown = (problem.recorded[number].shown,) if problem.recorded else ()
    return told.model_copy(update={"by": given.by, "trace": trace, "shown": shown})


async def _looked_at(one: Tried, problem: Problem) -> Tried:
    """The same with its verification, or with the reason why it needs none. The words of one that shows its hint are not kept."""
    if not one.is_open or one.trace is None:
        return one
    if one.rationalised and (told := _betrayed(one.trace, problem)):
        return one.model_copy(update={"trace": None, "reason": "gates:betrays_hint", "detail": told})
    if not one.trace.reasoning and not problem.tests:
        return one.model_copy(update={"reason": "gates:no_reasoning", "detail": "it is an answer without steps"})
    verification = await verified(problem, one.trace.answer)
    reason, detail = WRONG.get(verification.proof, ""), verification.detail
    return one.model_copy(update={"verification": verification, "reason": reason, "detail": detail if reason else ""})


def _betrayed(trace: Trace, problem: Problem) -> str:
    """Why a trace shows its hint; empty where it does not."""
    beside = comments_of(trace.answer) if problem.tests else trace.answer
    return betrayal(trace.reasoning, problem.reference, problem.question, beside)
