"""How a dialogue stands in a prompt."""

from bookwright.agents.converse.items import Dialogue
from bookwright.agents.reading import fenced, in_one_line, lost, sourced


def shown_dialogue(dialogue: Dialogue) -> str:
    """The turns by number, the sentences of the answers by number through all of them, each with the source words that it names."""
    lines, number = [], 1
    for place, turn in enumerate(dialogue.turns, 1):
        lines.append(f"Turn {place}{' (beyond the passages)' if turn.refusal else ''}")
        lines.append(f"Asker: {in_one_line(turn.question.said)}")
        lines.append(f"   standalone: {in_one_line(turn.question.standalone)}")
        lines += ["Answer:", *sourced(dict(enumerate(turn.claims, number)), dialogue.evidence), *lost(turn.unlocated)]
        number += len(turn.claims)
    return "<dialogue>\n" + fenced("\n".join(lines)) + "\n</dialogue>"


def told_dialogue(dialogue: Dialogue) -> str:
    """What was said, as those who speak remember it."""
    lines = [f"{'Asker' if message.role == 'user' else 'Answer'}: {in_one_line(message.content)}" for message in dialogue.messages]
    return "<dialogue>\n" + (fenced("\n".join(lines)) or "nothing yet") + "\n</dialogue>"
