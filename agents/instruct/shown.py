"""How tasks and their instances stand in a prompt."""

from collections.abc import Sequence

from bookwright.agents.instruct.items import Demonstration, InstructText
from bookwright.agents.items import Brief
from bookwright.agents.reading import fenced, in_one_line, lost, numbered_passages, sourced


def passages_of(brief: Brief | None) -> str:
    """The passages that are shown; empty where there are none."""
    return numbered_passages(brief) if brief else ""


def listed_instructions(tasks: Sequence[Demonstration]) -> str:
    """The instructions, numbered from 1, each in a line of its own."""
    return "\n".join(
        f'<task number="{number}">{fenced(in_one_line(task.instruction).rstrip(":"))}</task>' for number, task in enumerate(tasks, 1)
    )


def sorted_instructions(tasks: Sequence[Demonstration]) -> str:
    """The instructions, each with whether it is a classification."""
    return "\n".join(
        f'<task classification="{"yes" if task.classification else "no"}">{fenced(in_one_line(task.instruction))}</task>' for task in tasks
    )


def shown_tasks(tasks: Sequence[Demonstration]) -> str:
    """The tasks with input and output, numbered from 1."""
    return "\n\n".join(
        f'<task number="{number}">\n{_told(task.instruction, task.input, task.output)}\n</task>' for number, task in enumerate(tasks, 1)
    )


def shown_labels(tasks: Sequence[Demonstration]) -> str:
    """The tasks with the label before the input, numbered from 1."""
    return "\n\n".join(
        f'<task number="{number}">\n'
        + fenced(f"Instruction: {in_one_line(task.instruction)}\nLabel: {task.output}\nInput: {task.input or '(none)'}")
        + "\n</task>"
        for number, task in enumerate(tasks, 1)
    )


def shown_instruction(instruction: str) -> str:
    """The instruction that instances are wanted for."""
    return f"<task>{fenced(in_one_line(instruction))}</task>"


def shown_text(text: InstructText) -> str:
    """An instance as a judge reads it, its input and its output each in a fence of its own; with the source words under each sentence of
    its output where it has claims."""
    given = f"<material>\n{fenced(text.input)}\n</material>" if text.input else "(none)"
    return "\n".join(
        ["<task>", f"Instruction: {fenced(in_one_line(text.instruction))}", f"Input: {given}", f"Output: {_output(text)}", "</task>"]
    )


def _output(text: InstructText) -> str:
    if not text.claims:
        return f"<answer>\n{fenced(text.output)}\n</answer>"
    lines = [*sourced(dict(enumerate(text.claims, 1)), text.evidence), *lost(text.unlocated)]
    return "sentence by sentence, each with the source words it names:\n<answer>\n" + fenced("\n".join(lines)) + "\n</answer>"


def _told(instruction: str, given: str, answer: str) -> str:
    return fenced(f"Instruction: {in_one_line(instruction)}\nInput: {given or '(none)'}\nOutput: {answer}")
