"""Seats of Evol-Instruct that do as a test tells them, and a pool."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bookwright.agents.asking import Asking, Response
from bookwright.agents.evolve.items import EvolvedSubmission, EvolvedText, Evolving, Gain, GainCheck, Succession
from bookwright.agents.evolve.team import EvolveTeam
from bookwright.agents.inquiry import Likening, Match, Matched
from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Brief, Decision, Verdict
from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.curation.evolve.records import DATA, GIVEN, EvolvedVersion
from bookwright.curation.record import Source
from bookwright.graphs.evolve.pool import Member
from bookwright.knowledge.evidence import Evidence

ADDED = " in ten words more that are here only for the count"


def member(name: str, instruction: str, brief: Brief | None = None) -> Member:
    """A row with this instruction."""
    return Member(
        id=name,
        row=Evidence(document_id="d", start=0, end=len(instruction), quote=instruction),
        source=Source(title="t", path="t"),
        language="en",
        versions=(EvolvedVersion(id=name, draft=EvolvedText(instruction=instruction), operator=GIVEN, by=DATA),),
        brief=brief,
    )


@dataclass
class Seats:
    """A team whose answers a test sets, and what each seat was asked."""

    evolve: Callable[[Evolving], str] = lambda asked: asked.parent.instruction + ADDED
    gain: Callable[[Succession], Gain] = lambda _: Gain.GAINED
    respond: Callable[[Asking], Response] = lambda _: Response(text="The Rhine.")
    match: Callable[[Likening], Match] = lambda _: Match.SAME
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def team(self) -> EvolveTeam:
        """The seats as roles."""

        def seat(name: str, answer: Callable[[Any], Any]) -> Any:
            async def role(item: Any) -> Any:
                self.asked.append((name, item))
                return answer(item)

            return role

        def judge(submission: EvolvedSubmission) -> Verdict:
            return Verdict(decision=Decision.ACCEPT, by="rules", text_sha256=submission.text.sha256)

        def match(likening: Likening) -> tuple[Matched, ...]:
            return tuple(Matched(match=self.match(likening), reason="r") for _ in likening.answers)

        def rate(pair: Pair) -> Comparison:
            longer = Preference.FIRST if len(pair.first) > len(pair.second) else Preference.SECOND
            return Comparison(preference=longer, reason="r", by="rules")

        return EvolveTeam(
            evolver=seat("evolver", lambda asked: Instruction(instruction=self.evolve(asked))),
            gain_checker=seat("gain checker", lambda pair: GainCheck(gain=self.gain(pair), reason="r", by="rules")),
            responder=seat("responder", self.respond),
            grounded_responder=seat("grounded responder", self.respond),
            judges=(seat("judge", judge),),
            grounded_judges=(seat("grounded judge", judge),),
            solver=seat("solver", self.respond),
            matcher=seat("matcher", match),
            rater=seat("rater", rate),
        )

    def asked_of(self, name: str) -> list[Any]:
        """What a seat was asked, in order."""
        return [item for seat, item in self.asked if seat == name]
