"""The generator of Alpaca from a passage: each sentence of an output with the words that carry it."""

from bookwright.agents.chat import Reply
from bookwright.agents.instruct.generator import plain
from bookwright.agents.instruct.instances import cited_instance, whole_part
from bookwright.agents.instruct.items import CallPage, Proposal
from bookwright.agents.instruct.shown import passages_of, shown_tasks
from bookwright.agents.items import Brief
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, specified
from bookwright.agents.written import Sentence
from bookwright.knowledge.document import Frozen


class CitedTask(Frozen):
    """One task as a model replies."""

    instruction: str
    input: str
    output: list[Sentence]


class CitedTasks(Frozen):
    """The reply."""

    tasks: list[CitedTask]


class CitedAlpaca(PromptRole[CallPage, CitedTasks, tuple[Proposal, ...]]):
    """Call to at most as many tasks as are wanted, each with an instance that the passage carries."""

    returns = CitedTasks

    def fields(self, item: CallPage) -> dict[str, str]:
        call = item.call
        return {
            "tasks": shown_tasks(call.demonstrations) + specified(call.specification, Wanted.TASKS),
            "passages": passages_of(item.brief),
            "wanted": str(call.wanted),
            "language": call.language,
        }

    def draw(self, item: CallPage) -> int:
        return item.call.draw

    def kept(self, reply: Reply) -> str | None:
        return whole_part(reply.text, "tasks")

    def parse(self, item: CallPage, answer: CitedTasks) -> tuple[Proposal, ...]:
        return tuple(_proposal(number, task, item.brief) for number, task in enumerate(answer.tasks[: item.call.wanted], 1))


def _proposal(number: int, task: CitedTask, brief: Brief | None) -> Proposal:
    instruction = plain(task.instruction)
    return Proposal(number=number, instruction=instruction, text=cited_instance(instruction, task.input, task.output, brief))
