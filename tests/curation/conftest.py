"""Drafts on one source, built from the words a test is about."""

from collections.abc import Callable

import pytest

from bookwright.agents.items import Brief, Claim, Draft, Fault, QuestionKind, Submission
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

Build = Callable[..., Submission]


def submit(source: str, answer: str, question: str = "What holds for the Halden reactor?", language: str = "en") -> Submission:
    """A draft of one claim, `answer`, that rests on the whole of `source`."""
    passage = Passage(id="p", document_id="d", start=0, end=len(source), text=source)
    evidence = Evidence(document_id="d", start=0, end=len(source), quote=source)
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=(Claim(text=answer, evidence=(0,)),), evidence=(evidence,))
    return Submission(brief=Brief(passages=(passage,), titles={"d": "Halden"}, language=language), draft=draft)


def kinds(faults: tuple[Fault, ...]) -> list[str]:
    """The kinds of the faults, in order."""
    return [str(fault.kind) for fault in faults]


@pytest.fixture
def sound() -> Submission:
    """A pair that no gate objects to."""
    return submit(
        "The Halden reactor must not run above 25 MW, because its cooling loop was never tested beyond that power.",
        "It must not run above 25 MW, since the cooling loop was never tested beyond that power.",
        "Why is the power of the Halden reactor limited?",
    )
