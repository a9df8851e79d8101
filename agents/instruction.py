"""An instruction with the material that it is about, as it stands in data and in prompts."""

from bookwright.agents.reading import fenced
from bookwright.knowledge.document import Frozen


class Instruction(Frozen):
    """What is asked, and the material that it is asked about; empty where there is none."""

    instruction: str
    input: str = ""

    @property
    def text(self) -> str:
        """Both in one text, a blank line between."""
        return f"{self.instruction}\n\n{self.input}" if self.input.strip() else self.instruction


def shown_task(task: Instruction, place: str = "") -> str:
    """The instruction in a fence, its material in one of its own inside; `place` tells apart where there are several."""
    material = f"\n<material>\n{fenced(task.input)}\n</material>" if task.input.strip() else ""
    opening = f'<task place="{place}">' if place else "<task>"
    return f"{opening}\n{fenced(task.instruction)}{material}\n</task>"
