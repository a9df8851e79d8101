"""The labels that people gave: a file with one of them a line."""

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bookwright.agents.label.items import Vote
from bookwright.errors import InputError

WANTED = '{"id": "…", "label": "…", "by": "…"}'


class Review(BaseModel):
    """One person's label for the text of that id, empty while there is none; whatever else a line says is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    label: str = ""
    by: str = ""


def read_reviews(file: Path) -> list[tuple[int, Review]]:
    """Every review in the file that gives a label, with the number of its line. InputError, with the line, for one that is none."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {getattr(error, 'strerror', None) or 'is not UTF-8'}; give a file of lines like {WANTED}") from None
    reviews = []
    for number, line in enumerate(lines, 1):
        try:
            review = Review.model_validate_json(line) if line.strip() else None
        except ValidationError:
            raise InputError(f"{file}: line {number}: is no label of a text; write {WANTED}") from None
        if review and review.label.strip():
            reviews.append((number, review))
    return reviews


def people_of(file: Path, ids: Collection[str], labels: Collection[str]) -> Mapping[str, tuple[Vote, ...]]:
    """What people said of each text, by its id. InputError names the line with a text or a label that is unknown, without a name, or by
    someone who labelled that text before."""
    people: dict[str, dict[str, Vote]] = {}
    for number, review in read_reviews(file):
        given, by = people.setdefault(review.id, {}), review.by.strip()
        if review.id not in ids:
            raise InputError(f'{file}: line {number}: id: no text is called "{review.id}"; give the id of one that is to be labelled')
        if review.label.strip() not in labels:
            raise InputError(f'{file}: line {number}: label: "{review.label}" is none of the labels; give one of {", ".join(labels)}')
        if not by:
            raise InputError(f"{file}: line {number}: by: is empty; say who labelled the text")
        if by in given:
            raise InputError(f"{file}: line {number}: by: {by} has labelled {review.id} before; keep one of the two lines")
        given[by] = Vote(label=review.label.strip(), by=by)
    return {name: tuple(votes.values()) for name, votes in people.items()}
