"""Instances input first, from a passage: each sentence of the output with the words that carry it."""

from collections.abc import Sequence

from bookwright.agents.instruct.instances import InstanceWriter, cited_instance
from bookwright.agents.instruct.items import Demonstration, InstructText, TaskPage
from bookwright.agents.instruct.shown import passages_of, shown_tasks
from bookwright.agents.written import Sentence
from bookwright.knowledge.document import Frozen


class CitedInstance(Frozen):
    """One instance as a model replies."""

    input: str
    output: list[Sentence]


class CitedInstances(Frozen):
    """The reply."""

    instances: list[CitedInstance]


class CitedInputFirst(InstanceWriter[CitedInstances]):
    """Task that is no classification to instances whose outputs the passage carries."""

    returns = CitedInstances

    def shown(self, examples: Sequence[Demonstration]) -> str:
        return shown_tasks(examples)

    def fields(self, item: TaskPage) -> dict[str, str]:
        return super().fields(item) | {"passages": passages_of(item.brief)}

    def parse(self, item: TaskPage, answer: CitedInstances) -> tuple[InstructText, ...]:
        given = answer.instances[: item.task.wanted]
        return tuple(cited_instance(item.task.instruction, one.input, one.output, item.brief) for one in given)
