"""Accuracy against coverage as a picture, plain SVG."""

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, MARGIN = 440, 260, 46
COLOURS = ("#1b6ca8", "#b8562f")
LABELS = (-8, 14)  # how far below its point a label stands
Point = tuple[float, float]


def coverage_svg(curves: Mapping[str, Sequence[Point]], marks: Mapping[str, Mapping[str, Point]]) -> str:
    """The curves as points of coverage and accuracy, and by curve the marks that stand beside it, by name."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 2 * MARGIN} {HEIGHT + 2 * MARGIN}"'
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH + 2 * MARGIN}" height="{HEIGHT + 2 * MARGIN}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="#333" fill="none"/>',
        f'<path d="M{_x(0)} {_y(0.5)}H{_x(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        *(f'<text x="{_x(value)}" y="{_y(0) + 15}" text-anchor="middle">{value}</text>' for value in (0, 0.25, 0.5, 0.75, 1)),
        *(f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{value}</text>' for value in (0.25, 0.5, 0.75, 1)),
        f'<text x="{_x(0.5)}" y="{_y(0) + 34}" text-anchor="middle">share of the items that are decided</text>',
        f'<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">right, of the decided</text>',
    ]
    for place, ((name, points), colour) in enumerate(zip(curves.items(), COLOURS, strict=True)):
        line = " ".join(f"{_x(coverage)},{_y(right)}" for coverage, right in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{_x(0.03)}" y="{_y(0.12 - 0.07 * place)}" fill="{colour}">{name}: jury</text>')
        for (mark, (coverage, right)), below in zip(marks[name].items(), LABELS, strict=True):
            parts.append(f'<circle cx="{_x(coverage)}" cy="{_y(right)}" r="4" fill="{colour}"/>')
            parts.append(f'<text x="{_x(coverage) - 7}" y="{_y(right) + below}" text-anchor="end" fill="{colour}">{mark}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _x(value: float) -> float:
    return round(MARGIN + value * WIDTH, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * HEIGHT, 1)
