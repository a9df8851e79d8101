"""The figures of a recipe, whatever they are: numbers by name, and tables as lists of rows."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from bookwright.service.page.markup import Markup, element
from bookwright.service.page.parts import facts, section, table

GRID = ("grid", "grid_pairs")


def measured_section(figures: Mapping[str, JsonValue]) -> str:
    """The figures in their order, numbers first; empty where there are none. The grid has a section of its own."""
    own = {name: value for name, value in figures.items() if name not in GRID and value not in ({}, [])}
    single = [(_title(name), cell(value)) for name, value in own.items() if not isinstance(value, dict | list)]
    parts = [facts(single)] if single else []
    return section("figures", "Figures", *parts, *_tables(own)) if own else ""


def _tables(figures: Mapping[str, JsonValue]) -> Iterator[Markup]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield element("h3", _title(name))
            yield table(("", "value"), [(key, cell(one)) for key, one in value.items()])
        elif isinstance(value, list):
            yield element("h3", _title(name))
            rows = [row if isinstance(row, dict) else {"value": row} for row in value]
            columns = list(dict.fromkeys(key for row in rows for key in row))
            shown = ([cell(row[column]) if column in row else "–" for column in columns] for row in rows)
            yield table([_title(column) for column in columns], shown, numbers=False)


def cell(value: JsonValue) -> str:
    """A value in a few characters."""
    match value:
        case str():
            told = value
        case bool():
            told = "yes" if value else "no"
        case int():
            told = f"{value:,}"
        case float():
            told = f"{value:,.4g}"
        case list():
            told = ", ".join(map(cell, value))
        case dict():
            told = ", ".join(f"{key} {cell(one)}" for key, one in value.items())
        case None:
            told = ""
    return told or "–"


def _title(name: str) -> str:
    return name.replace("_", " ")
