"""The steps of one row through critique and revision."""

from dataclasses import dataclass

from bookwright.agents.asking import Asking
from bookwright.agents.items import Decision
from bookwright.agents.principles.items import PrincipledPair, PrincipledStep, PrincipledText
from bookwright.agents.principles.principle import Principle
from bookwright.agents.principles.team import PrinciplesTeam
from bookwright.agents.role import maker
from bookwright.curation.principles.draw import principle_for_comparison, principle_for_step
from bookwright.curation.principles.records import DATA, GIVEN, PrincipledBallot, PrincipledVersion
from bookwright.graphs.abreast import abreast
from bookwright.graphs.deciding import verdict_of
from bookwright.graphs.history import REVISE, WRITE
from bookwright.graphs.pairwise import compare
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.principles.settling import settled
from bookwright.graphs.principles.state import PrinciplesState
from bookwright.graphs.recipe.paid import Ended
from bookwright.graphs.verdicts import lowest


@dataclass(frozen=True)
class PrinciplesNodes:
    """The nodes of one graph: who sits in the seats, and how they work."""

    team: PrinciplesTeam
    settings: PrinciplesSettings

    async def respond(self, state: PrinciplesState) -> dict[str, object]:
        """Begins the chain with the response of the data, or has one written where the data has none."""
        row = state["row"]
        output, operator, by = row.response, GIVEN, DATA
        if not output:
            response = await self.team.responder(Asking(task=row.task, language=row.language))
            output, operator, by = response.text, WRITE, maker(self.team.responder)
        text = PrincipledText(instruction=row.task.instruction, input=row.task.input, output=output)
        return {"chain": (PrincipledVersion(draft=text, operator=operator, by=by),), "current": 0, "step": 0}

    async def critique(self, state: PrinciplesState) -> dict[str, object]:
        """Draws a principle and asks the critic; a response that holds up against it goes on as it is."""
        number = state["step"] + 1
        step = self._step(state, number)
        objection = await self.team.critic(step)
        changed: dict[str, object] = {"step": number, "objection": objection}
        if objection.objects:
            return changed
        version = _version(state, step.text, step.principle, objection.words, objection.by)
        aside = version.model_copy(update={"kept": False, "why": "held up against the principle"})
        return {**changed, "chain": (*state["chain"], aside)}

    async def revise(self, state: PrinciplesState) -> dict[str, object]:
        """Asks the reviser to mend what the critic found."""
        step = self._step(state, state["step"]).model_copy(update={"objection": state["objection"].words})
        text = await self.team.reviser(step)
        version = _version(state, text, step.principle, step.objection, maker(self.team.reviser))
        if text.output == step.text.output:
            aside = version.model_copy(update={"kept": False, "why": "came back the same"})
            return {"chain": (*state["chain"], aside)}
        return {"chain": (*state["chain"], version), "current": len(state["chain"])}

    async def judge(self, state: PrinciplesState) -> dict[str, object]:
        """Asks the judges about the last response, all of whom must accept; one of the data that nobody mended is nothing new."""
        if state["current"] == 0 and state["chain"][0].operator == GIVEN:
            return {"ended": Ended(reason="revision:none", detail="the response of the data held up at every step, or came back the same")}
        text = _current(state)
        verdict = await verdict_of(text, self.team.judges)
        if verdict.text_sha256 != text.sha256:
            return {"ended": Ended(reason="judge:unbound", detail="the verdict is not bound to the text that was shown")}
        if verdict.decision is Decision.ACCEPT:
            return {"verdict": verdict}
        return {"verdict": verdict, "ended": Ended(reason=f"judge:{lowest(verdict)}", detail="; ".join(verdict.reasons))}

    async def compare(self, state: PrinciplesState) -> dict[str, object]:
        """Has the first response and the last compared, each time by a principle of its own and in both orders."""
        first, last = state["chain"][0].draft, _current(state)
        if first.output == last.output:
            return {"comparisons": ()}
        principles = [
            principle_for_comparison(state["row"].id, number, self.settings.principles)
            for number in range(1, self.settings.comparisons + 1)
        ]
        pairs = (PrincipledPair(task=first.task.text, first=first.output, second=last.output, principle=one) for one in principles)
        ballots = await abreast(compare(self.team.comparer, pair) for pair in pairs)
        named = zip(principles, ballots, strict=True)
        return {"comparisons": tuple(PrincipledBallot(principle=principle.name, ballot=ballot) for principle, ballot in named)}

    async def settle(self, state: PrinciplesState) -> dict[str, object]:
        """Makes a record or a reject of it."""
        return {"made": settled(state, self.team, self.settings)}

    def _step(self, state: PrinciplesState, number: int) -> PrincipledStep:
        principle = principle_for_step(state["row"].id, number, self.settings.principles)
        return PrincipledStep(text=_current(state), principle=principle, language=state["row"].language)


def _current(state: PrinciplesState) -> PrincipledText:
    return state["chain"][state["current"]].draft


def _version(state: PrinciplesState, text: PrincipledText, principle: Principle, critique: str, by: str) -> PrincipledVersion:
    return PrincipledVersion(draft=text, operator=REVISE, by=by, parent=state["current"], principle=principle.name, critique=critique)
