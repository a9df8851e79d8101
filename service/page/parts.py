"""The parts that the sections of a report are made of."""

from collections.abc import Iterable, Sequence

from bookwright.service.page.markup import Markup, element, joined


def section(name: str, title: str, *content: str) -> Markup:
    """A part of the page with a heading, to be reached as `#name`."""
    return element("section", element("h2", title), *content, id=name)


def paragraph(*content: str, kind: str = "") -> Markup:
    """A paragraph."""
    return element("p", *content, **({"class_": kind} if kind else {}))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = True) -> Markup:
    """A table that scrolls by itself where it is too wide; the columns after the first hold numbers or not."""
    kind = {"class_": "number"} if numbers else {}
    head = [element("th", name, scope="col", **({} if place == 0 else kind)) for place, name in enumerate(columns)]
    body = [[element("td", cell, **({} if place == 0 else kind)) for place, cell in enumerate(row)] for row in rows]
    lines = [element("thead", element("tr", *head)), element("tbody", *(element("tr", *row) for row in body), "")]
    return element("div", element("table", *lines), class_="wide", tabindex=0)


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """Names with what they stand for."""
    return element("dl", *(joined(element("dt", name), element("dd", value)) for name, value in rows), class_="facts")


def card(name: str, value: str, meaning: str) -> Markup:
    """A figure with what it means in one line."""
    return element("div", element("dt", name), element("dd", value), element("dd", meaning, class_="soft"))


def figure(chart: Markup, caption: str) -> Markup:
    """A chart with its caption."""
    return element("figure", chart, element("figcaption", caption))


def details(summary: str, *content: str) -> Markup:
    """What opens when its summary is pressed."""
    return element("details", element("summary", summary), *content)


def quoted(words: str, name: str = "p", kind: str = "quoted") -> Markup:
    """Words of a document or a record, in their own direction of writing."""
    return element(name, words, class_=kind, dir="auto")


def share(value: float | None) -> str:
    """A share with two decimals, of which only a whole one reads 1.00; a dash for none."""
    if value is None:
        return "–"
    return f"{value if value == 1 else min(value, 0.99):.2f}"
