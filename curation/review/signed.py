"""A review as its reviewer's file holds it."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from bookwright.agents.items import Decision
from bookwright.curation.review.edit import Edit
from bookwright.knowledge.document import Frozen


class SignedReview(Frozen):
    """A person's decision on the text of that hash. An edit says that the text was not fit as it stood, so its decision is "reject"."""

    id: str
    decision: Decision
    reason: str = ""
    at: datetime
    reviewer: str = Field(min_length=1)
    text_sha256: str
    edited: Edit | None = None


def last_of_each(reviews: Iterable[SignedReview]) -> dict[str, SignedReview]:
    """The reviews of one reviewer by item, of several the last."""
    return {review.id: review for review in reviews}
