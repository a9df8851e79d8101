"""How a response stands in the prompts of those who criticise, revise and judge it."""

from bookwright.agents.instruction import shown_task
from bookwright.agents.principles.items import PrincipledText
from bookwright.agents.reading import fenced


def shown_response(text: PrincipledText) -> dict[str, str]:
    """The fields of a prompt for the task and the response to it, each in its fence."""
    return {"task": shown_task(text.task), "response": f"<answer>\n{fenced(text.output)}\n</answer>"}
