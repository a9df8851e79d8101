"""What a reviewer sends, as a review."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from bookwright.agents.items import Decision
from bookwright.agents.reading import visible
from bookwright.curation.review.edit import Edit, Wording
from bookwright.curation.review.row import Row
from bookwright.curation.review.signed import SignedReview
from bookwright.errors import InputError

MOST_FIELDS, LONGEST_REASON = 2000, 2000
EDIT = "edit"
NO_EDIT = "Nothing was changed. Change the words, or press Accept."


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form. InputError for what is none."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, strict_parsing=bool(body))
    except ValueError:
        raise InputError("The form cannot be read. Load the page again.") from None
    return dict(pairs)


def review_of(row: Row, reviewer: str, given: Mapping[str, str]) -> SignedReview:
    """The review of a row that the fields of the form are. InputError says what is missing from it."""
    if given.get("text_sha256") != row.hash:
        raise InputError("The record has changed since it was shown. Read it again, then decide.")
    said, reason = given.get("decision", ""), given.get("reason", "").strip()[:LONGEST_REASON]
    if said not in {*Decision, EDIT}:
        raise InputError("Say accept, edit or reject.")
    if said == Decision.REJECT and not reason:
        raise InputError("A rejection needs a reason. Write one, then press Enter.")
    return SignedReview(
        id=row.id,
        decision=Decision.ACCEPT if said == Decision.ACCEPT else Decision.REJECT,
        reason=reason,
        at=datetime.now(UTC),
        reviewer=reviewer,
        text_sha256=row.hash,
        edited=_edit(row.wording, given) if said == EDIT else None,
    )


def _edit(before: Wording, given: Mapping[str, str]) -> Edit:
    after = Wording(
        fields={name: _typed(given, f"field-{place}", text) for place, (name, text) in enumerate(before.fields.items())},
        claims=tuple(_typed(given, f"claim-{place}", text) for place, text in enumerate(before.claims)),
    )
    if after == before:
        raise InputError(NO_EDIT)
    if not after.text:
        raise InputError("Nothing is left of the record. Reject it instead.")
    return Edit(before=before, after=after)


def _typed(given: Mapping[str, str], name: str, before: str) -> str:
    """What stands in a field of the form; the words before, where it is what was shown for them."""
    typed = given.get(name, before).replace("\r\n", "\n").replace("\r", "\n").strip()
    return before if typed == shown(before).replace("\r\n", "\n").replace("\r", "\n").strip() else typed


def shown(text: str) -> str:
    """Text as the page shows it: without what nobody sees."""
    return visible(text)
