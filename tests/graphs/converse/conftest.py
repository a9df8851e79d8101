"""Seats that hold the sound dialogue turn by turn, and a library to look in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.converse.items import Asking, Dialogue, Outline, Persona, Question, Replying
from bookwright.agents.converse.team import ConverseTeam
from bookwright.agents.inquiry import Answer
from bookwright.agents.items import Critique, Decision, Fault, Verdict
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings
from tests.agents.converse.conftest import TEXT, dialogue, item, sound

__all__ = ["item", "sound"]

OUTLINE = Outline(subject="Sessions.", aspects=("how long", "why"), beyond=("what it costs",))
SOUND = dialogue()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """One document with one passage: the one that the dialogue is on."""
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as library:
        parsed = Parsed(media_type="text/plain", blocks=(Block(kind=BlockKind.PARAGRAPH, text=TEXT),))
        library.add([compose(parsed, "sessions.md", "en")])
        yield library


class Seats:
    """A team whose seats a test sets, and what each was asked."""

    def __init__(self, **seats: Callable[[Any], Any]) -> None:
        self.asked: list[tuple[str, Any]] = []
        usual: dict[str, Callable[[Any], Any]] = {
            "outliner": lambda _: OUTLINE,
            "asker": _next_question,
            "replier": _next_reply,
            "answerer": lambda _: Answer(by="test", reason="it is missing"),
            "reviser": lambda revision: revision.text,
            "critic": lambda _: (),
            "judge": lambda _: Decision.ACCEPT,
            "persona_finder": lambda _: (Persona(who="A nurse."),),
        }
        self._seats = {**usual, **seats}

    def items(self, seat: str) -> list[Any]:
        """What this seat was asked, in order."""
        return [item for name, item in self.asked if name == seat]

    def team(self) -> ConverseTeam:
        """The seats as roles."""

        def role(name: str) -> Any:
            async def answer(given: Any) -> Any:
                self.asked.append((name, given))
                return self._seats[name](given)

            return answer

        async def critic(given: Any) -> Critique:
            faults: tuple[Fault, ...] = await role("critic")(given)
            return Critique(draft_sha256=given.text.sha256, by="test", faults=faults)

        async def judge(given: Any) -> Verdict:
            decision = await role("judge")(given)
            return Verdict(decision=decision, scores={"flow": 2}, by="test", text_sha256=given.text.sha256)

        plain = {name: role(name) for name in ("outliner", "asker", "replier", "answerer", "reviser", "persona_finder")}
        return ConverseTeam(**plain, critics=(critic,), judges=(judge,))


def _next_question(asking: Asking) -> Question:
    return SOUND.turns[len(asking.dialogue.turns)].question


def _next_reply(replying: Replying) -> Dialogue:
    turns = (*replying.dialogue.turns, SOUND.turns[len(replying.dialogue.turns)])
    return Dialogue(turns=turns, evidence=SOUND.evidence)
