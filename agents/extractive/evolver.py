"""The evolver of the rule-based team: one question out of two that speak of the same thing, or of two things of one kind."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.extractive.nouns import without_article, words_of
from bookwright.agents.extractive.setting import placed, setting_of
from bookwright.agents.extractive.words import lexicon
from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Brief, Draft, Evolution, QuestionKind, Submission

COMPARE, JOIN, NONE = "compare", "join", "none"
DEFINED = re.compile(r"(?:^|, )[Ww]hat (?P<verb>is|are) (?P<term>(?:an? |the )?[^,?]{2,50})\?$")
GENUS = re.compile(
    r"\b(?:is|are) (?:an?|the|one of the)?\s?(?P<genus>(?:[\w\-]+ ){0,3}?[\w\-]+?),? (?:that|which|of|for|where|in|with|used|whose|to)\b"
)
SUBJECT = re.compile(r"\b(?:what|why|when|how) (?:is|are|do|does|can|must|should) (?P<subject>.+)$", re.IGNORECASE)
EMPTY_GENUS = lexicon("way kind set type form part thing term name number collection group list series piece concept feature process word")
JOINED_KINDS = frozenset({QuestionKind.PURPOSE, QuestionKind.CAUSE, QuestionKind.COMPOSITION})


class ExtractiveEvolver:
    """Submission to evolution: a definition gains a second thing to compare with, or a second question about what it defines."""

    maker = "rules"

    async def __call__(self, item: Submission, /) -> Evolution:
        return evolve(item)


def evolve(submission: Submission) -> Evolution:
    """The first evolution that is without fault; otherwise none, with the reason."""
    draft = submission.draft
    match = DEFINED.search(draft.question)
    if draft.kind is not QuestionKind.DEFINITION or match is None or submission.brief.language != "en":
        return Evolution(operator=NONE, reason="Only the definition of a thing is compared or joined.")
    for other in _others(submission):
        for operator, evolved in (
            (COMPARE, _compared(submission, match["term"], other)),
            (JOIN, _joined(submission, match["term"], other)),
        ):
            if evolved is not None and not faults_of(Submission(brief=submission.brief, draft=evolved)):
                return Evolution(operator=operator, draft=evolved)
    return Evolution(operator=NONE, reason=f"Nothing shown beside it defines a thing like “{match['term']}” or says more of it.")


def _others(submission: Submission) -> Iterator[Draft]:
    """What the writer would make of the passages shown, without what shares a sentence with the draft."""
    brief = submission.brief
    for index, passage in enumerate(brief.passages):
        rest = brief.passages[:index] + brief.passages[index + 1 :]
        for _, other in write(Brief(passages=(passage, *rest), titles=brief.titles, language=brief.language)):
            if not any(
                a.document_id == b.document_id and a.start < b.end and b.start < a.end
                for a in submission.draft.evidence
                for b in other.evidence
            ):
                yield other


def _compared(submission: Submission, term: str, other: Draft) -> Draft | None:
    """`What is the difference between a counter and a gauge?`, if both are defined as the same kind of thing."""
    match = DEFINED.search(other.question)
    if (
        other.kind is not QuestionKind.DEFINITION
        or match is None
        or not _are_alike(term, submission.draft.answer, match["term"], other.answer)
    ):
        return None
    return _both(submission, f"What is the difference between {term} and {match['term']}?", QuestionKind.COMPARISON, other)


def _are_alike(first: str, first_answer: str, second: str, second_answer: str) -> bool:
    """Whether two terms share their last word and neither contains the other, or are explained by the same noun."""
    one, two = ([word.removesuffix("s") for word in words_of(without_article(term))] for term in (first, second))
    if (
        not one
        or not two
        or set(one) <= set(two)
        or set(two) <= set(one)
        or (first.split(maxsplit=1)[0] in ("a", "an") and second.split(maxsplit=1)[0] == "the")
    ):
        return False
    if one[-1] == two[-1]:
        return True
    left, right = _genus(first_answer), _genus(second_answer)
    return bool(left) and left == right


def _genus(answer: str) -> str:
    """`A gauge is a metric that …` -> `metric`; empty if the noun says too little."""
    match = GENUS.search(answer)
    noun = words_of(match["genus"])[-1].rstrip("s") if match and words_of(match["genus"]) else ""
    return "" if noun in EMPTY_GENUS else noun


def _joined(submission: Submission, term: str, other: Draft) -> Draft | None:
    """`What is a vector, and what do vectors allow you to do?`, if the other question has the term for its subject."""
    match = SUBJECT.search(other.question)
    if other.kind not in JOINED_KINDS or match is None or other.evidence[0].document_id not in submission.brief.titles:
        return None
    wanted = content_words(without_article(term))
    subject = content_words(" ".join(without_article(match["subject"]).split()[: len(without_article(term).split())]))
    if not wanted or wanted != subject:
        return None
    second = other.question[match.start() :]
    first = submission.draft.question.rstrip("?")
    return _both(submission, f"{first}, and {second[0].lower()}{second[1:]}", other.kind, other)


def _both(submission: Submission, question: str, kind: QuestionKind, other: Draft) -> Draft:
    """One draft with the claims and the evidence of both."""
    draft = submission.draft
    shift = len(draft.evidence)
    moved = tuple(claim.model_copy(update={"evidence": tuple(index + shift for index in claim.evidence)}) for claim in other.claims)
    return Draft(
        question=placed(question, setting_of(submission.brief)),
        kind=kind,
        claims=(*draft.claims, *moved),
        evidence=(*draft.evidence, *other.evidence),
    )
