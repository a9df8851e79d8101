"""The judge of dialogues, as wholes."""

from pathlib import Path

from bookwright.agents.converse.items import DialogueSubmission
from bookwright.agents.converse.shown import shown_dialogue
from bookwright.agents.judge import RubricJudge
from bookwright.agents.reading import fenced, numbered_passages


class DialogueJudge(RubricJudge[DialogueSubmission]):
    """Submission to verdict."""

    default = Path(__file__).with_name("dialogue_rubric.toml")

    def fields(self, item: DialogueSubmission) -> dict[str, str]:
        return {
            "rubric": self.rubric.described,
            "passages": numbered_passages(item.item.brief),
            "persona": fenced(item.item.persona.described),
            "dialogue": shown_dialogue(item.text),
        }

    def bound_to(self, item: DialogueSubmission) -> str:
        return item.text.sha256
