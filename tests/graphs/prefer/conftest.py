"""Seats that answer, compare and rate as a test tells them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.pair import Comparison, Pair, Preference
from bookwright.agents.prefer.items import AnsweredPrompt, Ask, Assignment, Candidate, Prompted
from bookwright.agents.prefer.rater import ASPECTS, OVERALL
from bookwright.agents.prefer.team import PreferTeam
from bookwright.curation.prefer.records import PreferenceYield
from bookwright.curation.record import Source
from bookwright.graphs.prefer.graph import prefer_graph
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.knowledge.evidence import Evidence

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE
SHOWN = Evidence(document_id="d", start=0, end=3, quote="row")


def better_of(order: str) -> Callable[[Pair], Preference]:
    """Prefers the answer whose first letter comes first in the order; ties where both are the same there."""

    def said(pair: Pair) -> Preference:
        first, second = (order.index(text[0]) for text in (pair.first, pair.second))
        return FIRST if first < second else SECOND if second < first else TIE

    return said


@dataclass
class Seats:
    """A team of one respondent, one comparer and one rater at most, and what was asked of them."""

    answer: Callable[[Assignment], str] = lambda item: item.principle
    compare: Callable[[Pair], Preference] | None = None
    rate: Callable[[str], tuple[int, int]] | None = None
    """The score of all aspects, and the overall one, of a text."""
    asked: list[str] = field(default_factory=list)

    def team(self) -> PreferTeam:
        async def respondent(item: Assignment) -> Candidate:
            self.asked.append("respondent")
            return Candidate(text=self.answer(item), by="rules", principle=item.principle)

        async def comparer(item: Pair) -> Comparison:
            self.asked.append("comparer")
            assert self.compare
            return Comparison(preference=self.compare(item), reason=f"{item.first} or {item.second}", by="rules")

        async def rater(item: AnsweredPrompt) -> Verdict:
            self.asked.append("rater")
            assert self.rate
            aspect, overall = self.rate(item.candidate.text)
            scores = dict.fromkeys(ASPECTS, aspect) | {OVERALL: overall}
            return Verdict(decision=Decision.ACCEPT, scores=scores, by="rules", text_sha256=item.candidate.sha256)

        return PreferTeam(respondents=(respondent,), comparers=(comparer,) if self.compare else (), raters=(rater,) if self.rate else ())


async def made_of(seats: Seats, item: Prompted, settings: PreferSettings | None = None) -> PreferenceYield:
    """What the compiled graph makes of a prompt."""
    graph = prefer_graph(seats.team(), settings or PreferSettings()).compile()
    made: PreferenceYield = (await graph.ainvoke({"item": item, "source": Source(title="t", path="p")}))["made"]
    return made


def prompted(*principles: str, recorded: tuple[str, ...] = (), preferred: int | None = None) -> Prompted:
    """A prompt that an answer by each principle is asked for, or that has answers."""
    return Prompted(
        id="r1",
        prompt="Name a bird.",
        shown=SHOWN,
        language="en",
        recorded=tuple(Candidate(text=text, by="data") for text in recorded),
        preferred=preferred,
        asks=tuple(Ask(respondent=0, principle=name) for name in principles),
    )
