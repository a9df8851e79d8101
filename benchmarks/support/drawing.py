"""The calibration curve as a picture, plain SVG."""

from collections.abc import Mapping, Sequence

from bookwright.service.page.markup import element
from bookwright.service.page.svg import drawing, path, words

SIZE, MARGIN = 320, 46
COLOURS = ("#1b6ca8", "#b8562f")


def calibration_svg(curves: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    """The curves, each as (probability told, share supported, pairs) by bin, over the diagonal of a perfect calibration."""
    side = SIZE + 2 * MARGIN
    middle = {"text_anchor": "middle"}
    parts = [
        element("rect", width=side, height=side, fill="white"),
        path(f"M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}", stroke="#999", stroke_dasharray="4 4"),
        path(f"M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}", stroke="#333", fill="none"),
        *(words(_x(value), _y(0) + 15, str(value), **middle) for value in (0, 0.25, 0.5, 0.75, 1)),
        *(words(_x(0) - 6, _y(value) + 4, str(value), text_anchor="end") for value in (0.25, 0.5, 0.75, 1)),
        words(_x(0.5), _y(0) + 34, "score", **middle),
        words(14, _y(0.5), "supported, classes weighing the same", **middle, transform=f"rotate(-90 14 {_y(0.5)})"),
    ]
    for place, ((name, bins), colour) in enumerate(zip(curves.items(), COLOURS, strict=True)):
        points = " ".join(f"{_x(told)},{_y(share)}" for told, share, _ in bins)
        parts.append(element("polyline", points=points, fill="none", stroke=colour, stroke_width="1.5"))
        parts += [element("circle", cx=_x(told), cy=_y(share), r=3, fill=colour) for told, share, _ in bins]
        parts.append(words(_x(0.03), _y(0.96 - 0.06 * place), name, fill=colour))
    return drawing(side, side, parts, font_family="sans-serif", font_size=11) + "\n"


def _x(value: float) -> float:
    return round(MARGIN + value * SIZE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIZE, 1)
