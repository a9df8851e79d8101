"""Passages and briefs of the sentences that a test is about."""

from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Brief, Claim, Draft, QuestionKind, Submission
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

START = 40


def passage_of(text: str, *headings: str, start: int = START, document: str = "d1", key_terms: tuple[str, ...] = ()) -> Passage:
    """A passage that stands at `start` of its document."""
    return Passage(
        id=f"p{start}",
        document_id=document,
        start=start,
        end=start + len(text),
        text=text,
        headings=headings,
        prose_words=len(text.split()),
        key_terms=key_terms,
    )


def brief_of(
    text: str,
    *beside: str,
    title: str = "Notes",
    headings: tuple[str, ...] = (),
    key_terms: tuple[str, ...] = (),
    language: str = "en",
    wanted: int = 3,
) -> Brief:
    """The passage asked about, and neighbours of the same document."""
    first = passage_of(text, *headings, key_terms=key_terms)
    others = tuple(passage_of(other, start=1000 * number) for number, other in enumerate(beside, 1))
    return Brief(passages=(first, *others), titles={"d1": title}, language=language, wanted=wanted)


def asked_of(
    text: str, *beside: str, title: str = "Notes", headings: tuple[str, ...] = (), key_terms: tuple[str, ...] = ()
) -> dict[str, str]:
    """Question to answer, for everything that the writer makes of a text."""
    return {
        draft.question: draft.answer for _, draft in write(brief_of(text, *beside, title=title, headings=headings, key_terms=key_terms))
    }


def submission_of(question: str, answer: str, text: str | None = None, kind: QuestionKind = QuestionKind.FACT) -> Submission:
    """A draft whose answer stands in the passage word for word, with the brief that it comes from."""
    text = text or answer
    at = text.index(answer)
    evidence = Evidence(document_id="d1", start=START + at, end=START + at + len(answer), quote=answer)
    draft = Draft(question=question, kind=kind, claims=(Claim(text=answer, evidence=(0,)),), evidence=(evidence,))
    return Submission(brief=brief_of(text), draft=draft)
