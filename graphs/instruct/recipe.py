"""Making instructions, round by round: calls for new tasks, then the tasks that are new, then calls that show these."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat

from pydantic import JsonValue

from bookwright.agents.chat import Usage
from bookwright.agents.instruct.items import Call, Demonstration, Proposal, Task
from bookwright.agents.instruct.team import InstructTeam
from bookwright.agents.role import maker
from bookwright.agents.seats import Seats
from bookwright.curation.draw import drawn, shuffled
from bookwright.curation.instruct.records import InstructRecord, InstructReject, InstructYield
from bookwright.curation.instruct.rouge import Pool, Tokens
from bookwright.curation.instruct.rules import InstructionRules
from bookwright.curation.specification.grid import cells
from bookwright.curation.specification.specification import Specification
from bookwright.graphs.instruct.call import CallInput, call_graph, turned_down
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.settings import InstructSettings
from bookwright.graphs.instruct.task import TaskInput, task_graph

BARREN = 3
"""Rounds in a row without a record after which no more are begun."""


@dataclass(frozen=True)
class Beginning:
    """What a run begins with: the seeds in their order, the rules that follow from them and how their words are told apart, the passages to
    write from in turn (none without a library), how many rounds there may be at most (as many as it takes where that is none), and the
    `specification` whose cells the calls are given, if there is one."""

    seeds: tuple[Demonstration, ...]
    rules: InstructionRules
    tokens: Tokens
    passages: tuple[str, ...] = ()
    rounds: int | None = None
    specification: Specification | None = None


class Instructing:
    """The recipe (Self-Instruct, Wang et al. 2023, section 2.2).

    A round is so many calls, whose demonstrations follow from its number and from the tasks that came to records in the rounds before.
    What they propose is held, in the order of the calls, against the seeds and every task that was new before; what is new goes through
    the graph of a task before the next round begins. It ends with its rounds, or when three in a row have given nothing.
    """

    made = InstructYield

    def __init__(self, team: InstructTeam, settings: InstructSettings, beginning: Beginning, grounds: Grounds) -> None:
        self.team: Seats = team
        self.settings, self.grounds = settings, grounds
        self._beginning, self._generator = beginning, maker(team.generator)
        self._call_graph = call_graph(team, beginning.rules, grounds).compile()
        self._task_graph = task_graph(team, grounds).compile()
        self._pool = Pool(settings.threshold, beginning.tokens)
        for seed in beginning.seeds:
            self._pool.add(seed.id, seed.instruction)
        self._own: list[Demonstration] = []
        """The run's own tasks that came to records."""
        self._waiting: dict[str, Task] = {}
        self._cells: Iterator[dict[str, str]] = cells(beginning.specification) if beginning.specification else repeat({})
        self._asked: Counter[tuple[str, ...]] = Counter()
        self._round, self._fruitful = 0, 0
        self._counts: Counter[str] = Counter()

    def items(self) -> Sequence[Call | Task]:
        """The tasks that wait for their instances, else the calls of the next round; none when it is done."""
        if self._waiting:
            return list(self._waiting.values())
        done = self._beginning.rounds is not None and self._round >= self._beginning.rounds
        if done or self._round - self._fruitful >= BARREN:
            return []
        self._round += 1
        return [self._call(number) for number in range(self.settings.calls)]

    async def work(self, item: Call | Task) -> InstructYield:
        """The item's way through its graph."""
        if isinstance(item, Call):
            called: CallInput = {"call": item}
            made: InstructYield = (await self._call_graph.ainvoke(called, version="v2")).value["made"]
        else:
            given: TaskInput = {"task": item}
            made = (await self._task_graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Call | Task, cause: str) -> InstructYield:
        """A reject that says so."""
        spent, cell = item.usage if isinstance(item, Task) else Usage(), item.specification
        reject = InstructReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl", usage=spent, specification=cell)
        return InstructYield(rejects=(reject,))

    def take(self, item: Call | Task, made: InstructYield) -> InstructYield:
        """Of a call, its rejects with the proposals that are not new; of a task the same."""
        return self._proposed(item, made) if isinstance(item, Call) else self._settled(item, made)

    def figures(self) -> dict[str, JsonValue]:
        """How many rounds there were, how many instructions were proposed, broke a rule, were too near to others and were new, how many of
        the new ones are classifications or have no records, and how many still wait."""
        names = ("proposed", "against_rules", "too_near", "new", "classifications", "without_records")
        return {"rounds": self._round, **{name: self._counts[name] for name in names}, "waiting": len(self._waiting)}

    def _call(self, number: int) -> Call:
        """The call of that number in this round; its id is that of all that it shows."""
        beginning, settings = self._beginning, self.settings
        key = f"{self._round}:{number}"
        machine = drawn(f"machine:{key}", settings.machine, self._own)
        human = drawn(f"human:{key}", settings.human + settings.machine - len(machine), beginning.seeds)
        shown = shuffled(key, (*human, *machine))
        passage = beginning.passages[((self._round - 1) * settings.calls + number) % len(beginning.passages)] if beginning.passages else ""
        cell = next(self._cells)
        words = (passage, *(one.id for one in shown), *cell.values())
        draw = self._asked[words]
        self._asked[words] += 1
        call = Call(
            id="",
            demonstrations=shown,
            wanted=settings.tasks,
            language=cell.get("language") or self._language(passage, shown),
            passage_id=passage,
            draw=draw,
            specification=cell,
        )
        return call.model_copy(update={"id": sha256(f"{key}:{call.model_dump_json()}".encode()).hexdigest()[:16]})

    def _language(self, passage_id: str, shown: Sequence[Demonstration]) -> str:
        """That of the passage; without one that of most of the tasks shown, of two as frequent the one that comes first."""
        brief = self.grounds.brief(passage_id)
        return brief.language if brief else Counter(one.language for one in shown).most_common(1)[0][0]

    def _proposed(self, call: Call, made: InstructYield) -> InstructYield:
        near: list[InstructReject] = []
        found = made.facts.get("proposals", [])
        assert isinstance(found, list)
        for proposal in map(Proposal.model_validate, found):
            twin = self._pool.nearest(proposal.instruction)
            if twin:
                why = "pool:near", f'ROUGE-L {twin.score:.2f} with "{twin.name}"'
                near.append(turned_down(call, proposal, why, self._generator, self.grounds))
                continue
            task = _task(call, proposal, self.settings.instances)
            self._pool.add(task.id, task.instruction)
            self._waiting[task.id] = task
        against = sum(reject.reason.startswith("rules:") for reject in made.rejects)
        self._counts.update(proposed=len(found) + against, against_rules=against, too_near=len(near), new=len(found) - len(near))
        return made.model_copy(update={"rejects": (*made.rejects, *near)})

    def _settled(self, task: Task, made: InstructYield) -> InstructYield:
        del self._waiting[task.id]
        if made.records:
            self._fruitful = self._round
            self._own.append(_demonstration(task, made.records[0]))
        rows: tuple[InstructRecord | InstructReject, ...] = (*made.records, *made.rejects)
        self._counts.update(classifications=any(row.classification for row in rows), without_records=not made.records)
        return made


def _task(call: Call, proposal: Proposal, wanted: int) -> Task:
    return Task(
        id=f"{call.id}-{proposal.number}",
        instruction=proposal.instruction,
        language=call.language,
        wanted=wanted,
        demonstrations=tuple(one.id for one in call.demonstrations),
        generation=1 + max((one.generation for one in call.demonstrations), default=0),
        passage_id=call.passage_id,
        specification=call.specification,
        text=proposal.text,
        usage=proposal.usage,
    )


def _demonstration(task: Task, record: InstructRecord) -> Demonstration:
    return Demonstration(
        id=task.id,
        instruction=task.instruction,
        input=record.input,
        output=record.output,
        classification=record.classification,
        language=task.language,
        generation=task.generation,
    )
