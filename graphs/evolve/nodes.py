"""The steps of one attempt to evolve an instruction."""

from dataclasses import dataclass

from bookwright.agents.asking import Asking
from bookwright.agents.evolve.items import EvolvedSubmission, EvolvedText, Evolving, Operator, Succession
from bookwright.agents.evolve.team import EvolveTeam
from bookwright.agents.items import Decision
from bookwright.curation.evolve.elimination import Eliminated, apologetic, empty, leaking, unchanged, without_gain
from bookwright.curation.evolve.grounding import inspected
from bookwright.curation.evolve.growth import growth_fault
from bookwright.errors import ModelError
from bookwright.graphs.attempt import attempt
from bookwright.graphs.deciding import verdict_of
from bookwright.graphs.evolve.measuring import measured
from bookwright.graphs.evolve.pool import Attempt
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.graphs.evolve.settling import settled
from bookwright.graphs.evolve.state import EvolveState
from bookwright.graphs.history import in_words
from bookwright.graphs.recipe.paid import Ended
from bookwright.graphs.verdicts import lowest
from bookwright.knowledge.document import text_sha256


@dataclass(frozen=True)
class EvolveNodes:
    """The nodes of one graph: who sits in the seats, and how they work."""

    team: EvolveTeam
    settings: EvolveSettings

    async def rewrite(self, state: EvolveState) -> dict[str, object]:
        """Asks the evolver, once more where the length is wrong; what copies the prompt or is the same is eliminated unasked."""
        tried = state["attempt"]
        parent = tried.member.text.task
        asked = Evolving(
            parent=parent,
            operator=tried.operator,
            growth=self.settings.growth,
            language=tried.member.language,
            format=tried.format if tried.operator is Operator.COMPLICATE else None,
            brief=tried.member.brief,
            specification=tried.specification,
        )
        child = await self.team.evolver(asked)
        if fault := self._misgrown(child.instruction, tried):
            child = await self.team.evolver(asked.model_copy(update={"objection": fault}))
        text = EvolvedText(instruction=child.instruction, input=child.input)
        if out := leaking(parent, child) or unchanged(parent, child):
            return {"text": text, "ended": _as_end(out)}
        if fault := self._misgrown(child.instruction, tried):
            return {"text": text, "ended": Ended(reason="gates:growth", detail=fault)}
        return {"text": text}

    async def compare(self, state: EvolveState) -> dict[str, object]:
        """Asks whether anything was gained."""
        check = await self.team.gain_checker(Succession(parent=state["attempt"].member.text.task, child=state["text"].task))
        out = without_gain(check)
        return {"check": check, "ended": _as_end(out)} if out else {"check": check}

    async def answer(self, state: EvolveState) -> dict[str, object]:
        """Has the instruction answered; an apology or nothing is eliminated, and what rests on passages passes the gates."""
        member = state["attempt"].member
        responder = self.team.grounded_responder if member.brief else self.team.responder
        response = await responder(self._asking(state["text"], state))
        text = state["text"].answered(response)
        if out := apologetic(text.output) or empty(text.output):
            return {"text": text, "ended": _as_end(out)}
        if member.brief is None:
            return {"text": text}
        critique = inspected(text, member.brief)
        if not critique.faults:
            return {"text": text, "critique": critique}
        ended = Ended(reason=f"gates:{critique.faults[0].kind}", detail=in_words(critique.faults))
        return {"text": text, "critique": critique, "ended": ended}

    async def judge(self, state: EvolveState) -> dict[str, object]:
        """Asks the judges, all of whom must accept."""
        brief = state["attempt"].member.brief
        judges = self.team.grounded_judges if brief else self.team.judges
        verdict = await verdict_of(EvolvedSubmission(text=state["text"], brief=brief), judges)
        if verdict.text_sha256 != state["text"].sha256:
            return {"ended": Ended(reason="judge:unbound", detail="the verdict is not bound to the text that was shown")}
        if verdict.decision is Decision.ACCEPT:
            return {"verdict": verdict}
        return {"verdict": verdict, "ended": Ended(reason=f"judge:{lowest(verdict)}", detail="; ".join(verdict.reasons))}

    async def measure(self, state: EvolveState) -> dict[str, object]:
        """Measures how hard it became, where that is wanted; a failed call leaves it unmeasured."""
        tried = state["attempt"]
        drawn = int(text_sha256(f"measure {tried.name}")[:8], 16) < self.settings.measured * 16**8
        if not self.settings.measure or not drawn:
            return {}
        parent, child = self._asking(tried.member.text, state), self._asking(state["text"], state)
        found = await attempt(measured(self.team, parent, child, self.settings.measure))
        return {"unmeasured": f"measure:{found.kind}"} if isinstance(found, ModelError) else {"difficulty": found}

    async def settle(self, state: EvolveState) -> dict[str, object]:
        """Makes a record or a reject of it."""
        return {"made": settled(state, self.team)}

    def _misgrown(self, instruction: str, tried: Attempt) -> str | None:
        return growth_fault(tried.member.text.instruction, instruction, tried.operator, self.settings.growth)

    def _asking(self, text: EvolvedText, state: EvolveState) -> Asking:
        member = state["attempt"].member
        return Asking(task=text.task, language=member.language, brief=member.brief)


def _as_end(out: Eliminated) -> Ended:
    return Ended(reason=f"elimination:{out.rule}", detail=out.reason)
