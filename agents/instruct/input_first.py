"""Instances input first: the input, then the output that follows from it (Self-Instruct, Wang et al. 2023, section 2.2, "Instance
Generation")."""

from collections.abc import Sequence

from bookwright.agents.instruct.instances import InstanceWriter, instance
from bookwright.agents.instruct.items import Demonstration, InstructText, TaskPage
from bookwright.agents.instruct.shown import shown_tasks
from bookwright.knowledge.document import Frozen


class WrittenInstance(Frozen):
    """One instance as a model replies."""

    input: str
    output: str


class Instances(Frozen):
    """The reply."""

    instances: list[WrittenInstance]


class InputFirst(InstanceWriter[Instances]):
    """Task that is no classification to its instances."""

    returns = Instances

    def shown(self, examples: Sequence[Demonstration]) -> str:
        return shown_tasks(examples)

    def parse(self, item: TaskPage, answer: Instances) -> tuple[InstructText, ...]:
        return tuple(instance(item.task.instruction, one.input, one.output) for one in answer.instances[: item.task.wanted])
