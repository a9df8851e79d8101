"""Reasoning over every problem of the data, round by round: Grow draws traces, Improve keeps those whose reward reaches the threshold.

Gulcehre et al. 2023, "Reinforced Self-Training (ReST) for Language Modeling", section 3, with the rationalisation of Zelikman et al. 2022,
"STaR", section 3.2. Both fine-tune the model between rounds; here the best traces kept so far are shown beside each problem of the next
round, and the generation of what is written grows with them.

In ReST several Improve steps with rising thresholds follow one Grow step, each fine-tuning on what is left of the same samples. Without a
model that is trained they would leave what the last of them leaves, so here each Grow has one; every record says its reward, by which a
trainer can take further Improve steps.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pydantic import JsonValue

from bookwright.agents.reason.items import Problem, Worked
from bookwright.agents.reason.team import ReasonTeam
from bookwright.agents.seats import Seats
from bookwright.curation.reason.records import ReasonRecord, ReasonReject, ReasonYield
from bookwright.curation.reason.selection import improved, told
from bookwright.curation.record import Source
from bookwright.graphs.reason.graph import reason_graph
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.reason.state import ReasonInput
from bookwright.knowledge.document import text_sha256

SHOWN = 4
LONGEST_SHOWN = 2_000
"""Characters of a trace that may be shown as an example."""


class Reasoning:
    """The recipe. `sources` says of each problem, by name, where it stands."""

    made = ReasonYield

    def __init__(self, team: ReasonTeam, settings: ReasonSettings, problems: Sequence[Problem], sources: dict[str, Source]) -> None:
        self.team: Seats = team
        self.settings, self.problems, self.sources = settings, problems, sources
        self._graph = reason_graph(team, settings).compile()
        self._round = 0
        self._kept: dict[str, list[str]] = defaultdict(list)
        self._best: dict[bool, dict[str, tuple[float, Worked]]] = {True: {}, False: {}}
        self._counts: Counter[str] = Counter()
        self._by_round: dict[int, Counter[str]] = defaultdict(Counter)
        self._solved: dict[str, bool] = {}

    def items(self) -> Sequence[Problem]:
        """The problems of the next round: those of which more can be kept."""
        self._round += 1
        if self._round > len(self.settings.thresholds):
            return []
        most = self.settings.per_problem
        wanted = [problem for problem in self.problems if most is None or len(self._kept[problem.name]) < most]
        best = {programs: self._ranked(programs=programs) for programs in (True, False)}
        return [self._posed(problem, best[bool(problem.tests)]) for problem in wanted]

    async def work(self, item: Problem) -> ReasonYield:
        """The problem's way through the graph."""
        given: ReasonInput = {"item": item, "source": self.sources[item.name]}
        made: ReasonYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Problem, cause: str) -> ReasonYield:
        """A reject that says so."""
        name = f"{item.name}-{item.round}"
        reject = ReasonReject(id=name, reason=f"defect:{cause}", detail="see log.jsonl", evidence=item.evidence, round=item.round)
        return ReasonYield(rejects=(reject,))

    def take(self, item: Problem, made: ReasonYield) -> ReasonYield:
        """The Improve step: what is kept of the right traces beside what was kept before."""
        threshold, most, same = self.settings.thresholds[item.round - 1], self.settings.per_problem, self.settings.alike
        kept = improved(made, threshold, most, self._kept[item.name], same)
        self._kept[item.name] += [told(record) for record in kept.records]
        shown = self._best[bool(item.tests)]
        for record in kept.records:
            fits = not record.rationalised and len(record.reasoning) <= LONGEST_SHOWN
            if fits and (item.name not in shown or record.reward > shown[item.name][0]):
                shown[item.name] = (record.reward, _worked(item, record))
        self._count(item, made, kept)
        return kept

    def figures(self) -> dict[str, JsonValue]:
        """Problems, of which solved; traces drawn, right, kept and rationalised, and the same by round."""
        rounds: list[JsonValue] = [
            {"round": number, "threshold": self.settings.thresholds[number - 1], **counts} for number, counts in self._by_round.items()
        ]
        solved = {"problems": len(self._solved), "solved": sum(self._solved.values())}
        return {**solved, **self._counts, "rounds": rounds}

    def _posed(self, problem: Problem, best: Sequence[Worked]) -> Problem:
        """The problem as it is put in this round, beside traces of others. Its id tells which, for its answers depend on them."""
        examples = tuple([example for example in best if example.name != problem.name][:SHOWN])
        mark = "@" + text_sha256("".join(example.model_dump_json() for example in examples))[:8] if examples else ""
        asked = {"id": f"{problem.name}-{self._round}{mark}", "round": self._round, "examples": examples}
        return problem.model_copy(update=asked)

    def _ranked(self, *, programs: bool) -> list[Worked]:
        """The best trace of each problem of a kind, those with the highest rewards first, one more than are shown beside a problem."""
        best = sorted(self._best[programs].values(), key=lambda each: -each[0])
        return [worked for _, worked in best[: SHOWN + 1]]

    def _count(self, item: Problem, made: ReasonYield, kept: ReasonYield) -> None:
        hinted = [row.rationalised for row in made.records] + [row.rationalised for row in made.rejects]
        counts = {
            "traces": hinted.count(False),
            "right": sum(not record.rationalised for record in made.records),
            "hinted": hinted.count(True),
            "kept": len(kept.records),
            "rationalised": sum(record.rationalised for record in kept.records),
        }
        self._counts.update(counts)
        self._by_round[item.round].update(counts)
        self._solved[item.name] = self._solved.get(item.name, False) or counts["right"] > 0


def _worked(item: Problem, record: ReasonRecord) -> Worked:
    return Worked(name=item.name, question=item.asked, reasoning=record.reasoning, answer=record.answer, generation=record.generation)
