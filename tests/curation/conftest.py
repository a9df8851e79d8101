"""Drafts on one source, built from the words a test is about."""

from collections.abc import Callable

import pytest

from bookwright.agents.chat import Usage
from bookwright.agents.items import Brief, Claim, Decision, Draft, Fault, QuestionKind, Submission, Verdict
from bookwright.curation.record import Record, Source
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

Build = Callable[..., Submission]


def submit(source: str, answer: str, question: str = "What holds for the Halden reactor?", language: str = "en") -> Submission:
    """A draft of one claim, `answer`, that rests on the whole of `source`."""
    passage = Passage(id="p", document_id="d", start=0, end=len(source), text=source)
    evidence = Evidence(document_id="d", start=0, end=len(source), quote=source)
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=(Claim(text=answer, evidence=(0,)),), evidence=(evidence,))
    return Submission(brief=Brief(passages=(passage,), titles={"d": "Halden"}, language=language), draft=draft)


def recorded(claims: tuple[Claim, ...], quotes: tuple[str, ...], **other: object) -> Record:
    """A record of these claims on these pieces of evidence."""
    fields: dict[str, object] = {
        "id": "r",
        "question": "What holds for the Halden reactor?",
        "question_kind": "fact",
        "answer": " ".join(claim.text for claim in claims),
        "claims": claims,
        "evidence": tuple(Evidence(document_id="d", start=0, end=len(quote), quote=quote) for quote in quotes),
        "verdict": Verdict(decision=Decision.ACCEPT, scores={"clarity": 5}, by="m", text_sha256="t"),
        "text_sha256": "t",
        "made_by": "m",
        "prompts": {},
        "lineage": (),
        "critiques": (),
        "source": Source(title="Halden", path="halden.md"),
        "passage_id": "p",
        "language": "en",
        "usage": Usage(),
    }
    return Record.model_validate(fields | other)


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
