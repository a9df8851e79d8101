"""Preference pairs: what a person wrote is better than what they found."""

from collections.abc import Iterable, Iterator

from bookwright.curation.review.signed import SignedReview
from bookwright.knowledge.document import Frozen

QUESTION = "question"


class Pair(Frozen):
    """The edit is `chosen`, the original `rejected`. Of an "answer" the prompt is the question, which both answer; of a "record", whose
    question was edited too, there is no prompt that both follow, and both texts are whole."""

    id: str
    of: str
    prompt: str
    chosen: str
    rejected: str
    reason: str
    reviewer: str


def pairs_of(reviews: Iterable[SignedReview]) -> Iterator[Pair]:
    """A pair for each edit."""
    for review in reviews:
        if review.edited is None:
            continue
        before, after = review.edited.before, review.edited.after
        question = after.fields.get(QUESTION, "")
        same = bool(question) and before.claims != after.claims and before.fields == after.fields
        yield Pair(
            id=review.id,
            of="answer" if same else "record",
            prompt=question if same else "",
            chosen=" ".join(filter(None, after.claims)) if same else after.text,
            rejected=" ".join(before.claims) if same else before.text,
            reason=review.reason,
            reviewer=review.reviewer,
        )
