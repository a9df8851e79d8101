"""What the page shows of an item."""

import json
from dataclasses import dataclass
from typing import Any

from bookwright.agents.items import Verdict
from bookwright.curation.record import Source
from bookwright.curation.review.row import NO_WORDING, OPINIONS, Row
from bookwright.curation.review.sample import Sampled
from bookwright.curation.review.signed import SignedReview
from bookwright.service.review.desk import Desk
from bookwright.service.review.excerpts import Excerpt, excerpts


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is. `states` has a word for each item in order: "accept", "reject", "edit" or "open"."""

    states: tuple[str, ...]

    @property
    def done(self) -> int:
        """How many are decided."""
        return sum(state != "open" for state in self.states)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.states)

    def next_open(self, after: int) -> int | None:
        """The place, from 1, of the next item that is open, looked for behind that place first; None where all are decided."""
        places = [*range(after + 1, self.total + 1), *range(1, after + 1)]
        return next((place for place in places if self.states[place - 1] == "open"), None)


@dataclass(frozen=True)
class View:
    """An item as it is shown. `texts` are fields in words, `facts` those of a word or two that classify it, `more` what else a record of
    its kind says, as JSON."""

    place: int
    row: Row
    texts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]
    excerpts: tuple[Excerpt, ...]
    where: str
    mine: SignedReview | None
    others: tuple[SignedReview, ...]


def progress_of(desk: Desk) -> Progress:
    """How far the reviewer is."""
    decided = desk.decided()
    return Progress(tuple(_state(item, decided) for item in desk.material.items))


def view_of(desk: Desk, place: int) -> View:
    """The item at a place, counted from 1."""
    item = desk.material.items[place - 1]
    row = desk.material.rows[item.id]
    more = {name: value for name, value in row.told.items() if not isinstance(value, str) and not (desk.blind and name in OPINIONS)}
    return View(
        place=place,
        row=row,
        texts=tuple((name, text) for name, text in row.texts.items() if name not in NO_WORDING),
        facts=tuple((name, text) for name, text in row.texts.items() if name in NO_WORDING),
        more=tuple((name, _as_json(value)) for name, value in more.items()),
        excerpts=excerpts(row.evidence, desk.text_of),
        where=_place_of(row.source),
        mine=desk.decided().get(item.id),
        others=desk.others(item.id),
    )


def verdicts_of(row: Row) -> tuple[Verdict, ...]:
    """What each judge said, one after the other."""
    return (row.verdict.verdicts or (row.verdict,)) if row.verdict else ()


def version_text(version: dict[str, Any]) -> str:
    """A version of a draft in words, as far as its kind has any."""
    draft = version.get("draft") or {}
    words = [str(value) for name, value in draft.items() if isinstance(value, str) and value and name != "kind"]
    claims = " ".join(str(claim.get("text", "")) for claim in draft.get("claims") or ())
    return "\n\n".join(filter(None, (*words, claims))) or _as_json(draft)


def _state(item: Sampled, decided: dict[str, SignedReview]) -> str:
    review = decided.get(item.id)
    if review is None:
        return "open"
    return "edit" if review.edited else review.decision.value


def _place_of(source: Source | None) -> str:
    if source is None:
        return ""
    page = (f"page {source.page}",) if source.page is not None else ()
    return " › ".join((source.path, *source.headings, *page))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
