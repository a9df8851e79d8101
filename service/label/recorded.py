"""The labels that the rows of data have already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue

from bookwright.agents.label.scheme import Scheme
from bookwright.errors import InputError
from bookwright.graphs.label.settings import LabelSettings
from bookwright.knowledge.dataset import Example


def recorded_of(row: Example, columns: Sequence[str], scheme: Scheme) -> dict[str, str]:
    """The labels in these fields by who gave them, without those that are empty.

    A field holds one label, under the field's own name; or an object of labels by name; or a list of labels, each under its number, or of
    objects with `label` and `by`. What one name gives again stands under that name with a number. InputError for a label that the scheme
    does not have.
    """
    given = ((name, label.strip()) for column in columns for name, label in _in(column, row.fields.get(column)))
    found = {name: label for name, label in _told_apart(given) if label}
    for name, label in found.items():
        _check(label, scheme, f"{row.id}: {name}")
    return found


def gold_of(row: Example, settings: LabelSettings) -> str:
    """The right label; empty where there is none. InputError for one that the scheme does not have."""
    label = row.text(settings.gold).strip() if settings.gold else ""
    if label:
        _check(label, settings.scheme, f"{row.id}: {settings.gold}")
    return label


def _in(column: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from ((name, _text(label)) for name, label in value.items())
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            if isinstance(one, dict):
                yield _text(one.get("by")) or f"{column} {number}", _text(one.get("label"))
            else:
                yield f"{column} {number}", _text(one)
    else:
        yield column, _text(value)


def _told_apart(given: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The labels with the names numbered from the second of one name on."""
    seen: Counter[str] = Counter()
    for name, label in given:
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name, label


def _text(value: JsonValue) -> str:
    return "" if value is None else str(value)


def _check(label: str, scheme: Scheme, place: str) -> None:
    if label not in scheme.labels:
        raise InputError(f'{place}: "{label}" is none of the labels; mend the row, or give one of {", ".join(scheme.labels)}')
