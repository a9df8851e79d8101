"""The calibration curve as a picture, plain SVG."""

from collections.abc import Mapping, Sequence

SIZE, MARGIN = 320, 46
COLOURS = ("#1b6ca8", "#b8562f")


def calibration_svg(curves: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    """The curves, each as (probability told, share supported, pairs) by bin, over the diagonal of a perfect calibration."""
    side = SIZE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" font-size="11">',
        f'<rect width="{side}" height="{side}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="#333" fill="none"/>',
        *(f'<text x="{_x(value)}" y="{_y(0) + 15}" text-anchor="middle">{value}</text>' for value in (0, 0.25, 0.5, 0.75, 1)),
        *(f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{value}</text>' for value in (0.25, 0.5, 0.75, 1)),
        f'<text x="{_x(0.5)}" y="{_y(0) + 34}" text-anchor="middle">score</text>',
        f'<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">supported, classes weighing the same</text>',
    ]
    for place, ((name, bins), colour) in enumerate(zip(curves.items(), COLOURS, strict=True)):
        points = " ".join(f"{_x(told)},{_y(share)}" for told, share, _ in bins)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{_x(told)}" cy="{_y(share)}" r="3" fill="{colour}"/>' for told, share, _ in bins]
        parts.append(f'<text x="{_x(0.03)}" y="{_y(0.96 - 0.06 * place)}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _x(value: float) -> float:
    return round(MARGIN + value * SIZE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIZE, 1)
