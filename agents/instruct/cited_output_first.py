"""Instances output first, from a passage: a label with the words that carry it, then an input that it is right for."""

from collections.abc import Sequence

from bookwright.agents.instruct.instances import InstanceWriter, cited_instance
from bookwright.agents.instruct.items import Demonstration, InstructText, TaskPage
from bookwright.agents.instruct.shown import passages_of, shown_labels
from bookwright.agents.written import Sentence
from bookwright.knowledge.document import Frozen


class CitedLabel(Frozen):
    """One instance as a model replies: its label first."""

    label: Sentence
    input: str


class CitedLabels(Frozen):
    """The reply: all labels of the task, then the instances."""

    labels: list[str]
    instances: list[CitedLabel]


class CitedOutputFirst(InstanceWriter[CitedLabels]):
    """Classification task to instances whose labels the passage carries."""

    returns = CitedLabels

    def shown(self, examples: Sequence[Demonstration]) -> str:
        return shown_labels(examples)

    def fields(self, item: TaskPage) -> dict[str, str]:
        return super().fields(item) | {"passages": passages_of(item.brief)}

    def parse(self, item: TaskPage, answer: CitedLabels) -> tuple[InstructText, ...]:
        given = answer.instances[: item.task.wanted]
        return tuple(cited_instance(item.task.instruction, one.input, [one.label], item.brief) for one in given)
