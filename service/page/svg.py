"""Small drawings in plain SVG: the shapes that every one of them is made of."""

from collections.abc import Iterable

from bookwright.service.page.markup import Markup, element, joined


def drawing(width: float, height: float, parts: Iterable[Markup], **attributes: object) -> Markup:
    """A drawing of that size in units of its own, one part a line."""
    box = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}"}
    return element("svg", joined("\n", joined(*parts, by="\n"), "\n"), **box, **attributes)


def words(x: float, y: float, told: str, **attributes: object) -> Markup:
    """A line of text that begins at a point."""
    return element("text", told, x=x, y=y, **attributes)


def path(way: str, **attributes: object) -> Markup:
    """A line along an SVG path."""
    return element("path", d=way, **attributes)


def box(x: float, y: float, width: float, height: float, **attributes: object) -> Markup:
    """A filled box."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)
