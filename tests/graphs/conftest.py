"""A small library and seats that do as a test tells them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bookwright.agents.inquiry import Answer, Inquiry, Likening, Match, Matched
from bookwright.agents.items import (
    Brief,
    Claim,
    Critique,
    Decision,
    Draft,
    Evolution,
    Fault,
    FaultKind,
    QuestionKind,
    Revision,
    Submission,
    Verdict,
)
from bookwright.agents.panel import OneByOne
from bookwright.agents.team import Team
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.library import Library
from bookwright.knowledge.settings import LibrarySettings

TEXT = (
    "A ledger is a file that keeps every paid answer. "
    "The ledger is written before a role sees the answer. "
    "A run that was killed reads the ledger and pays nothing twice."
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """One document with one passage."""
    blocks = (Block(kind=BlockKind.HEADING, text="The ledger", level=1), Block(kind=BlockKind.PARAGRAPH, text=TEXT))
    with Library.open(tmp_path / "library", LibrarySettings(embeddings="none")) as library:
        library.add([compose(Parsed(media_type="text/plain", blocks=blocks), "ledger.md", "en")])
        yield library


def draft_on(brief: Brief, question: str, sentence: str, quote: str | None = None) -> Draft:
    """A draft of one claim whose quote is looked up in the first passage."""
    passage = brief.passages[0]
    found = locate(quote or sentence, passage.text, passage.document_id, passage.start)
    return Draft(
        question=question,
        kind=QuestionKind.FACT,
        claims=(Claim(text=sentence, evidence=(0,) if found else ()),),
        evidence=(found,) if found else (),
        unlocated=() if found else (quote or sentence,),
    )


@dataclass
class Seats:
    """A team whose answers a test sets, and how often each seat was asked."""

    write: Callable[[Brief], tuple[Draft, ...]] = lambda brief: (
        draft_on(brief, "What is a ledger of paid answers?", "A ledger is a file that keeps every paid answer."),
    )
    evolve: Callable[[Submission], Evolution] = lambda _: Evolution(operator="none")
    criticise: Callable[[Submission], tuple[Fault, ...]] = lambda _: ()
    revise: Callable[[Revision], Draft] = lambda revision: revision.submission.draft
    judge: Callable[[Submission], Decision] = lambda _: Decision.ACCEPT
    answers: tuple[Callable[[Inquiry], str], ...] = ()
    match: Callable[[str], Match] = lambda _: Match.SAME
    asked: list[str] = field(default_factory=list)

    def team(self) -> Team:
        """The seats as roles."""

        def seat(name: str, answer: Callable[[Any], Any]) -> Any:
            async def role(item: Any) -> Any:
                self.asked.append(name)
                return answer(item)

            return role

        def critique(item: Submission) -> Critique:
            return Critique(draft_sha256=item.draft.sha256, by="test", faults=self.criticise(item))

        def verdict(item: Submission) -> Verdict:
            return Verdict(decision=self.judge(item), scores={"clarity": 2}, by="test", text_sha256=item.draft.sha256)

        def matched(item: Likening) -> tuple[Matched, ...]:
            return tuple(Matched(match=self.match(answer), reason=f"compared: {answer}") for answer in item.answers)

        def answering(number: int, answer: Callable[[Inquiry], str]) -> Callable[[Inquiry], Answer]:
            return lambda item: Answer(by=f"test {number}", text=answer(item), reason="as shown" if item.brief else "by heart")

        return Team(
            writer=seat("writer", self.write),
            reviser=seat("reviser", self.revise),
            evolver=seat("evolver", self.evolve),
            critics=(OneByOne(seat("critic", critique)),),
            judges=(seat("judge", verdict),),
            answerers=tuple(seat("answerer", answering(number, answer)) for number, answer in enumerate(self.answers, 1)),
            matcher=seat("matcher", matched) if self.answers else None,
        )


def fault(kind: FaultKind = FaultKind.UNCLEAR) -> Fault:
    """A fault as a critic finds it."""
    return Fault(kind=kind, quote="ledger", reason="cannot be understood")
