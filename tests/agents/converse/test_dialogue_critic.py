"""The critic of dialogues: follow-ups that stand alone are faults, and only sourced sentences are checked."""

import json
from typing import Any

import pytest

from bookwright.agents.converse.dialogue_critic import DialogueCritic
from bookwright.agents.converse.items import Conversation, Dialogue
from bookwright.agents.grounded import Submitted
from bookwright.agents.items import Critique, FaultKind
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying

FINE = {"heard_alone": "why what?", "needs_earlier": True, "same_question": True}


def checked(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Every sentence that names sources, found supported."""
    numbers = [number for number, claim in enumerate(dialogue.claims, 1) if claim.evidence]
    return [{"sentence": number, "source_words": "12 hours", "reason": "said", "standing": "supported"} for number in numbers]


async def criticised(item: Conversation, dialogue: Dialogue, follow_ups: list[dict[str, Any]]) -> Critique:
    reply = {"sentences": checked(dialogue), "follow_ups": follow_ups, "faults": []}
    return await DialogueCritic(saying(json.dumps(reply)))(Submitted(item=item, text=dialogue))


async def test_a_sound_dialogue_has_no_faults_and_a_check_for_each_sourced_sentence(item: Conversation, sound: Dialogue) -> None:
    critique = await criticised(item, sound, [{"turn": 2, **FINE}, {"turn": 3, **FINE}])
    assert critique.faults == ()
    assert [check.claim for check in critique.checks] == [0, 1, 3]


@pytest.mark.parametrize(
    ("found", "kind", "words"),
    [
        ({"needs_earlier": False}, FaultKind.STANDS_ALONE, "And why is that?"),
        ({"same_question": False}, FaultKind.UNCLEAR, "Why must a verifier not keep a session open?"),
    ],
)
async def test_a_follow_up_that_is_none_is_a_fault(
    item: Conversation, sound: Dialogue, found: dict[str, bool], kind: FaultKind, words: str
) -> None:
    critique = await criticised(item, sound, [{"turn": 2, **FINE, **found}, {"turn": 3, **FINE}])
    assert [(fault.kind, fault.quote) for fault in critique.faults] == [(kind, words)]


async def test_every_follow_up_must_be_read(item: Conversation, sound: Dialogue) -> None:
    with pytest.raises(ReplyUnreadable, match="follow_ups"):
        await criticised(item, sound, [{"turn": 2, **FINE}])
