"""What travels through the graph of a dialogue."""

from typing import NotRequired

from bookwright.agents.chat import Usage
from bookwright.agents.converse.items import Dialogue, Outline, Question
from bookwright.curation.converse.records import DialogueYield
from bookwright.curation.record import Source
from bookwright.graphs.grounded.loop import LoopState

NOTHING_SAID = Dialogue(turns=(), evidence=())


class ConverseState(LoopState):
    """What an asker knows; what was said; the question that waits for its reply, and the dialogue with that reply; questions that did not
    do; what it cost so far, and why it ended early, if it did."""

    source: Source
    outline: NotRequired[Outline]
    dialogue: NotRequired[Dialogue]
    question: NotRequired[Question]
    candidate: NotRequired[Dialogue]
    set_aside: NotRequired[tuple[str, ...]]
    usage: NotRequired[Usage]
    silence: NotRequired[tuple[str, str]]
    made: NotRequired[DialogueYield]
