"""What came of asking others a record's question: open book, with its evidence, and closed book, without."""

from collections.abc import Mapping, Sequence

from bookwright.agents.inquiry import Answer, Match, Matched
from bookwright.curation.gates.unanswered import PLACEHOLDERS
from bookwright.curation.terms import words
from bookwright.knowledge.document import Frozen


class GivenAnswer(Frozen):
    """One answer, who gave it, and how it stands to the record's, with the reason. Without a `match` there was none: the answerer says
    that the question cannot be answered, and the reason is its own; or its call `failed`, which is the kind of failure."""

    by: str
    answer: str = ""
    match: Match | None = None
    reason: str = ""
    failed: str = ""


class Answering(Frozen):
    """The answers to a record's question. `easy` if everybody gave the record's answer without the evidence, None where that hangs on a
    call that failed; `text_sha256` is the hash of the draft whose answer they were held against."""

    open: tuple[GivenAnswer, ...]
    closed: tuple[GivenAnswer, ...]
    easy: bool | None
    text_sha256: str

    @property
    def objection(self) -> str:
        """Why the question is not kept, if nobody answers it rightly from its evidence: "unanswerable" where nobody has an answer at all,
        "disagreement" where all that have one say something else than the record. Empty for one that is kept."""
        if any(given.match in {Match.SAME, Match.PARTIAL} for given in self.open):
            return ""
        return "disagreement" if any(given.match for given in self.open) else "unanswerable"

    @property
    def why(self) -> str:
        """The reasons of those who answered from the evidence."""
        return "; ".join(f"{given.by}: {given.reason}" for given in self.open)


def is_easy(closed: Sequence[GivenAnswer]) -> bool | None:
    """Whether everybody gave the record's answer without the evidence; None where all did whose calls have not failed."""
    if any(given.match is not Match.SAME for given in closed if not given.failed):
        return False
    return None if any(given.failed for given in closed) else True


def is_answer(text: str, sources: str) -> bool:
    """Whether an answer is more than a word that holds its place, such as "unknown". Where `sources`, the record's answer and the passages,
    have the word themselves, it may be the answer: "null"."""
    said = " ".join(words(text))
    return bool(text) and (said not in PLACEHOLDERS or f" {said} " in f" {' '.join(words(sources))} ")


def in_same_words(answer: str, reference: str) -> bool:
    """Whether two answers are the same but for white space, case and a full stop at the end; then nobody need compare them."""
    return _plain(answer) == _plain(reference)


def to_compare(answers: Sequence[Answer], reference: str, sources: str) -> tuple[str, ...]:
    """The answers that a matcher must look at, each once. `sources` as in `is_answer`."""
    return tuple(dict.fromkeys(a.text for a in answers if is_answer(a.text, sources) and not in_same_words(a.text, reference)))


def given(answer: Answer, reference: str, compared: Mapping[str, Matched]) -> GivenAnswer:
    """The answer with its match. `compared` has the matcher's word on those that it had to look at; any other is none, unless it is the
    reference in the same words."""
    if in_same_words(answer.text, reference):
        return GivenAnswer(by=answer.by, answer=answer.text, match=Match.SAME, reason="in the same words")
    found = compared.get(answer.text)
    if found is None:
        return GivenAnswer(by=answer.by, reason=answer.reason, failed=answer.failed)
    return GivenAnswer(by=answer.by, answer=answer.text, match=found.match, reason=found.reason)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).removesuffix(".")
