"""Evol-Instruct over a pool of instructions: in every round one operator on each (Xu et al. 2023, section 3.1)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat

from pydantic import JsonValue

from bookwright.agents.evolve.items import Operator
from bookwright.agents.evolve.team import EvolveTeam
from bookwright.curation.evolve.difficulty import Difficulty, shares_of
from bookwright.curation.evolve.elimination import folded
from bookwright.curation.evolve.records import EvolveRecord, EvolveReject, EvolveYield
from bookwright.curation.specification.grid import cells
from bookwright.curation.specification.specification import Specification
from bookwright.graphs.evolve.graph import evolve_graph
from bookwright.graphs.evolve.pool import Attempt, Member
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.graphs.evolve.state import EvolveInput


class EvolInstruct:
    """The recipe: a survivor takes the place of what it was made from; what was eliminated stays in the pool as it was, for another
    operator in the next round. Every round's survivors are records, or with `keep` "last" the last of each row, once its way has ended."""

    made = EvolveYield

    def __init__(
        self, team: EvolveTeam, settings: EvolveSettings, pool: Sequence[Member], specification: Specification | None = None
    ) -> None:
        self.team, self.settings = team, settings
        self._pool = {member.id: member for member in pool}
        self._graph = evolve_graph(team, settings).compile(checkpointer=False)
        self._round = 0
        self._cells: Iterator[dict[str, str]] = cells(specification) if specification else repeat({})
        self._texts = {folded(member.text.task.text): member.id for member in pool}
        self._held: dict[str, EvolveRecord] = {}
        self._tried: Counter[tuple[int, Operator]] = Counter()
        self._survived: Counter[tuple[int, Operator]] = Counter()
        self._eliminated: Counter[str] = Counter()
        self._measured: list[tuple[Operator, Difficulty]] = []

    def items(self) -> Sequence[Attempt]:
        """One attempt on each member of the pool, as often as there are rounds; none on a member on which every operator has failed."""
        self._round += 1
        if self._round > self.settings.rounds:
            return ()
        attempts = (member.next(self._round, self.settings) for member in self._pool.values())
        return [self._specified(attempt) for attempt in attempts if attempt]

    async def work(self, item: Attempt) -> EvolveYield:
        """The attempt's way through the graph."""
        given: EvolveInput = {"attempt": item}
        made: EvolveYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Attempt, cause: str) -> EvolveYield:
        """A reject that says so."""
        member = item.member
        reject = EvolveReject(
            id=item.name,
            reason=f"defect:{cause}",
            detail="see log.jsonl",
            evidence=(member.row,),
            operator=item.operator,
            round=item.round,
            parent=member.version.id,
            root=member.id,
            specification=item.specification,
            lineage=member.versions,
        )
        return EvolveYield(rejects=(reject,))

    def take(self, item: Attempt, made: EvolveYield) -> EvolveYield:
        """The survivor, unless an earlier text is the same; or the reject. The pool changes by it."""
        made = self._unless_repeated(made)
        self._count(item, made)
        member = self._pool[item.member.id]
        for record in made.records:
            member = member.after(record)
        for reject in made.rejects:
            member = member.without(reject)
        self._pool[member.id] = member
        return made if self.settings.keep == "all" else self._only_last(member, made)

    def figures(self) -> dict[str, JsonValue]:
        """What became of the attempts by round and by operator, the eliminations by rule, and the shares measured harder."""
        rounds = sorted({number for number, _ in self._tried})
        tried = [operator for operator in Operator if any(operator is one for _, one in self._tried)]
        return {
            "rounds": [
                {"round": number, "tried": _sum(self._tried, number), "survived": _sum(self._survived, number)} for number in rounds
            ],
            "operators": [
                {
                    "operator": operator.value,
                    "tried": _sum(self._tried, operator),
                    "survived": _sum(self._survived, operator),
                    **shares_of([difficulty for one, difficulty in self._measured if one is operator]),
                }
                for operator in tried
            ],
            "eliminations": dict(sorted(self._eliminated.items())),
            "difficulty": dict(shares_of([difficulty for _, difficulty in self._measured])),
        }

    def _specified(self, attempt: Attempt) -> Attempt:
        """With the next cell, where it is one in breadth; one in depth keeps to what the task asks."""
        return attempt.model_copy(update={"specification": next(self._cells)}) if attempt.operator is Operator.BROADEN else attempt

    def _unless_repeated(self, made: EvolveYield) -> EvolveYield:
        """A survivor that asks what the pool has had already, word for word, is a reject."""
        if not made.records:
            return made
        (record,) = made.records
        twin = self._texts.setdefault(folded(record.lineage[-1].draft.task.text), record.id)
        if twin == record.id:
            return made
        aside = record.lineage[-1].model_copy(update={"kept": False, "why": "pool:duplicate"})
        reject = EvolveReject.of(record, "pool:duplicate", f"asks the same as {twin}")
        return EvolveYield(rejects=(reject.model_copy(update={"lineage": (*record.lineage[:-1], aside)}),))

    def _only_last(self, member: Member, made: EvolveYield) -> EvolveYield:
        """With survivors held back until the row's way has ended, and set aside for what was made from them."""
        rejects = list(made.rejects)
        for record in made.records:
            if before := self._held.pop(member.id, None):
                rejects.append(EvolveReject.of(before, "keep:last", f"{record.id} was made from it"))
            self._held[member.id] = record
        is_over = self._round >= self.settings.rounds or member.next(self._round + 1, self.settings) is None
        last = self._held.pop(member.id, None) if is_over else None
        return EvolveYield(records=(last,) if last else (), rejects=tuple(rejects))

    def held(self) -> EvolveYield:
        """The survivors of rows whose way had not ended when the run did."""
        held, self._held = self._held, {}
        why = "keep:last", "the run ended before the last round of its row"
        return EvolveYield(rejects=tuple(EvolveReject.of(record, *why) for record in held.values()))

    def _count(self, item: Attempt, made: EvolveYield) -> None:
        self._tried[item.round, item.operator] += 1
        self._survived[item.round, item.operator] += len(made.records)
        self._measured += [(record.operator, record.difficulty) for record in made.records if record.difficulty]
        reasons = (reject.reason.partition(":") for reject in made.rejects)
        self._eliminated.update(cause for stage, _, cause in reasons if stage == "elimination")


def _sum(counted: Counter[tuple[int, Operator]], of: int | Operator) -> int:
    return sum(count for key, count in counted.items() if of in key)
