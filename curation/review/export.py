"""Reviewed rows in the formats of annotation tools, so that a review can go on there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bookwright.curation.review.row import Row
from bookwright.curation.review.signed import SignedReview

ByReviewer = Mapping[str, Mapping[str, SignedReview]]
"""The reviews by reviewer and item."""

LABELS = """\
<View>
  <Header value="Record"/><Text name="record" value="$record"/>
  <Header value="Evidence"/><Text name="evidence" value="$evidence"/>
  <Choices name="decision" toName="record" choice="single" required="true"><Choice value="accept"/><Choice value="reject"/></Choices>
  <TextArea name="reason" toName="record" placeholder="Why?"/>
</View>
"""


def argilla(rows: Iterable[Row], reviews: ByReviewer) -> list[dict[str, Any]]:
    """Records for `dataset.records.log` of Argilla 2: fields `record` and `evidence`, questions `decision` and `reason`.

    A response there belongs to a user of that server, so the first review stands as a suggestion, and every reviewer's word in metadata.
    """
    return [
        {
            "id": row.id,
            "fields": {"record": row.wording.text, "evidence": _evidence(row)},
            "metadata": {
                "kind": row.kind,
                "source": _path(row),
                **{f"review_{review.reviewer}": review.decision.value for review in found},
            },
            "suggestions": {
                name: {"value": value, "agent": found[0].reviewer}
                for name, value in (("decision", found[0].decision.value), ("reason", found[0].reason))
                if value
            }
            if found
            else {},
        }
        for row, found in _with_reviews(rows, reviews)
    ]


def label_studio(rows: Iterable[Row], reviews: ByReviewer) -> list[dict[str, Any]]:
    """Tasks to be imported into a Label Studio project whose labelling interface is `LABELS`; the reviews of each are its predictions,
    since an annotation there belongs to a user of that server."""
    return [
        {
            "data": {"id": row.id, "kind": row.kind, "source": _path(row), "record": row.wording.text, "evidence": _evidence(row)},
            "predictions": [{"model_version": review.reviewer, "result": _result(review)} for review in found],
        }
        for row, found in _with_reviews(rows, reviews)
    ]


def _result(review: SignedReview) -> list[dict[str, Any]]:
    given = [("decision", "choices", [review.decision.value]), ("reason", "textarea", [review.reason])]
    kinds = {"choices": "choices", "textarea": "text"}
    return [
        {"id": name, "from_name": name, "to_name": "record", "type": kind, "value": {kinds[kind]: value}}
        for name, kind, value in given
        if value[0]
    ]


def _with_reviews(rows: Iterable[Row], reviews: ByReviewer) -> Iterable[tuple[Row, Sequence[SignedReview]]]:
    return ((row, [given[row.id] for _, given in sorted(reviews.items()) if row.id in given]) for row in rows)


def _evidence(row: Row) -> str:
    return "\n\n".join(piece.quote for piece in row.evidence)


def _path(row: Row) -> str:
    return row.source.path if row.source else ""
