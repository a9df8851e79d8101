"""The grid of a specification, as it was filled."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from bookwright.service.page.markup import Markup, element
from bookwright.service.page.parts import paragraph, section, table

SHADES = 5
MEANING = (
    "What was asked for by the specification, and what came of it: accepted of asked. The rest was lost at the stages named; the writer "
    "answers for all that was asked for and never written. Darker cells hold more records."
)


class ValueTold(BaseModel):
    """A value of an axis: the share wanted, what was asked for and accepted, and what each stage cost."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    axis: str
    value: str
    share: float
    asked: int
    accepted: int
    lost: dict[str, int] = Field(default_factory=dict)


class PairTold(BaseModel):
    """Two values of two axes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    axis: str
    value: str
    across: str
    other: str
    asked: int
    accepted: int


class GridTold(BaseModel):
    """The grid in a run's figures."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    grid: tuple[ValueTold, ...] = ()
    grid_pairs: tuple[PairTold, ...] = ()


def grid_section(figures: Mapping[str, JsonValue]) -> str:
    """The grid in these figures; empty where they have none, or none that can be read."""
    try:
        told = GridTold.model_validate(figures)
    except ValidationError:
        return ""
    if not told.grid:
        return ""
    rows = [
        (row.axis.replace("_", " "), row.value, f"{row.share:.0%}", f"{row.asked:,}", f"{row.accepted:,}", _lost(row.lost))
        for row in told.grid
    ]
    axes = list(dict.fromkeys((pair.axis, pair.across) for pair in told.grid_pairs))
    return section(
        "grid",
        "The grid, filled",
        paragraph(MEANING, kind="soft"),
        table(("axis", "value", "share wanted", "asked", "accepted", "lost"), rows, numbers=False),
        *(_heat(axis, across, [pair for pair in told.grid_pairs if (pair.axis, pair.across) == (axis, across)]) for axis, across in axes),
    )


def _lost(lost: Mapping[str, int]) -> str:
    return ", ".join(f"{stage} {count:,}" for stage, count in lost.items()) or "–"


def _heat(axis: str, across: str, pairs: Sequence[PairTold]) -> Markup:
    """A table with a row for each value of an axis and a column for each of the other, shaded by how many were accepted."""
    by_place = {(pair.value, pair.other): pair for pair in pairs}
    values, others = (list(dict.fromkeys(names)) for names in zip(*by_place, strict=True))
    most = max(pair.accepted for pair in pairs) or 1
    head = element("tr", element("th", f"{axis} \\ {across}".replace("_", " ")), *(element("th", other, scope="col") for other in others))
    body = [
        element("tr", element("th", value, scope="row"), *(_cell(by_place[value, other], most) for other in others)) for value in values
    ]
    return element("div", element("table", element("thead", head), element("tbody", *body)), class_="wide", tabindex=0)


def _cell(pair: PairTold, most: int) -> Markup:
    return element("td", f"{pair.accepted:,} of {pair.asked:,}", class_=f"number heat{-(-SHADES * pair.accepted // most)}")
