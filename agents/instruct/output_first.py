"""Instances output first: a label, then an input that it is right for, lest all inputs lean to one label (Self-Instruct, Wang et al. 2023,
section 2.2, "Instance Generation")."""

from collections.abc import Sequence

from bookwright.agents.instruct.instances import InstanceWriter, instance
from bookwright.agents.instruct.items import Demonstration, InstructText, TaskPage
from bookwright.agents.instruct.shown import shown_labels
from bookwright.knowledge.document import Frozen


class LabelledInput(Frozen):
    """One instance as a model replies: its label first."""

    label: str
    input: str


class LabelledInputs(Frozen):
    """The reply: all labels of the task, then the instances."""

    labels: list[str]
    instances: list[LabelledInput]


class OutputFirst(InstanceWriter[LabelledInputs]):
    """Classification task to its instances."""

    returns = LabelledInputs

    def shown(self, examples: Sequence[Demonstration]) -> str:
        return shown_labels(examples)

    def parse(self, item: TaskPage, answer: LabelledInputs) -> tuple[InstructText, ...]:
        return tuple(instance(item.task.instruction, one.input, one.label) for one in answer.instances[: item.task.wanted])
