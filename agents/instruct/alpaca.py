"""The generator of Alpaca: instruction, input and output together, many tasks in a call (Taori et al. 2023, "Training recipe", and its
released generator)."""

from bookwright.agents.chat import Reply
from bookwright.agents.instruct.generator import plain
from bookwright.agents.instruct.instances import instance, whole_part
from bookwright.agents.instruct.items import CallPage, Proposal
from bookwright.agents.instruct.shown import shown_tasks
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, specified
from bookwright.knowledge.document import Frozen


class WholeTask(Frozen):
    """One task as a model replies."""

    instruction: str
    input: str
    output: str


class WholeTasks(Frozen):
    """The reply."""

    tasks: list[WholeTask]


class Alpaca(PromptRole[CallPage, WholeTasks, tuple[Proposal, ...]]):
    """Call to at most as many tasks as are wanted, each with its instance. Of a reply that was cut off the last task is left out."""

    returns = WholeTasks

    def fields(self, item: CallPage) -> dict[str, str]:
        call = item.call
        tasks = shown_tasks(call.demonstrations) + specified(call.specification, Wanted.TASKS)
        return {"tasks": tasks, "wanted": str(call.wanted), "language": call.language}

    def draw(self, item: CallPage) -> int:
        return item.call.draw

    def kept(self, reply: Reply) -> str | None:
        return whole_part(reply.text, "tasks")

    def parse(self, item: CallPage, answer: WholeTasks) -> tuple[Proposal, ...]:
        return tuple(_proposal(number, task) for number, task in enumerate(answer.tasks[: item.call.wanted], 1))


def _proposal(number: int, task: WholeTask) -> Proposal:
    instruction = plain(task.instruction)
    return Proposal(number=number, instruction=instruction, text=instance(instruction, task.input, task.output))
