"""What people decided about the items of a run."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bookwright.agents.items import Decision
from bookwright.curation.jury.majority import majority
from bookwright.curation.jury.vote import Vote
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen


class Review(BaseModel):
    """One person's decision on the record or reject of that id, and the hash of the text decided on; whatever else a line says is passed
    over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    decision: Decision
    reviewer: str = ""
    text_sha256: str = ""


class Reviews(Frozen):
    """What people decided by item, as most of those who reviewed it did; the items on which they are even, and those whose text is another
    now."""

    gold: dict[str, Decision]
    ties: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def read_reviews(file: Path, texts: Mapping[str, str]) -> Reviews:
    """The reviews of a file of JSON lines; `texts` has the hash of the text of every item by id. A review of another text than that is left
    out. InputError names the line that is no review, or of no such item, and says what to do."""
    reviews = list(_lines(file, texts))
    stale = [review for review in reviews if review.text_sha256 and review.text_sha256 != texts[review.id]]
    found = settled([review for review in reviews if review not in stale])
    return found.model_copy(update={"stale": tuple(dict.fromkeys(review.id for review in stale))})


def settled(reviews: Sequence[Review]) -> Reviews:
    """The majority of the reviews of each item. Of several by one reviewer the last counts; without a name each is somebody's own."""
    last = {(review.id, review.reviewer or place): review for place, review in enumerate(reviews)}
    votes: dict[str, list[Vote]] = defaultdict(list)
    for review in last.values():
        votes[review.id].append(Vote.for_decision(review.decision))
    ends = {item: majority(given).decision for item, given in votes.items()}
    return Reviews(gold={item: end for item, end in ends.items() if end}, ties=tuple(item for item, end in ends.items() if end is None))


def _lines(file: Path, ids: Mapping[str, str]) -> Iterator[Review]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise InputError(f'{file}: {reason}; give a file of lines like {{"id": "…", "decision": "accept"}}') from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            review = Review.model_validate_json(line)
        except ValidationError as error:
            raise InputError(f"{file}: line {number}: {_amiss(error)}") from None
        if review.id not in ids:
            raise InputError(f'{file}: line {number}: id: the run has no record or reject "{review.id}"; give an id of this run')
        yield review


def _amiss(error: ValidationError) -> str:
    """What is wrong with a line, and what to write."""
    fault = error.errors()[0]
    if fault["type"] == "json_invalid":
        return "is not JSON; write one object a line"
    if fault["loc"] == ("decision",) and fault["type"] == "enum":
        return f'decision: "{fault["input"]}" is unknown; write "accept" or "reject"'
    return f'{".".join(map(str, fault["loc"])) or "it"}: {fault["msg"]}; write {{"id": …, "decision": "accept" or "reject"}}'
