"""The charts of a report. Colours come from the page's style, so that they follow it into the dark."""

from collections.abc import Sequence

from bookwright.service.page.markup import Markup
from bookwright.service.page.svg import box, drawing, path, words

WIDTH = 360  # about a phone's, so that letters stay readable there
ROW, BAR = 34, 10
LONGEST_LABEL = 46
PLOT, TOP, FOOT = 120, 24, 34


def bars(rows: Sequence[tuple[str, int]], told: str) -> Markup:
    """A bar for each named count, in the order given; `told` says in words what is shown."""
    most = max((count for _, count in rows), default=0) or 1
    parts: list[Markup] = []
    for place, (label, count) in enumerate(rows):
        y = place * ROW
        short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
        parts += [
            words(0, y + 14, short),
            words(WIDTH, y + 14, f"{count:,}", text_anchor="end"),
            box(0, y + 19, WIDTH, BAR, class_="track"),
            box(0, y + 19, round(max(2.0, WIDTH * count / most), 1), BAR, class_="bar"),
        ]
    return drawing(WIDTH, ROW * len(rows), parts, role="img", aria_label=told)


def histogram(counts: Sequence[int], threshold: float, told: str) -> Markup:
    """Counts in bins of equal width over 0..1, with a line at the threshold; `told` says in words what is shown."""
    most, step = max(counts, default=0) or 1, WIDTH / len(counts)
    foot = TOP + PLOT
    parts = []
    for place, count in enumerate(counts):
        height = round(PLOT * count / most, 1)
        below = (place + 1) / len(counts) <= threshold
        x = round(place * step, 1)
        parts.append(box(x + 1, round(foot - height, 1), round(step - 2, 1), height, class_="bar low" if below else "bar"))
        if count:
            parts.append(words(round(x + step / 2, 1), round(foot - height - 4, 1), f"{count:,}", text_anchor="middle", class_="count"))
    line = round(WIDTH * threshold, 1)
    parts += [
        path(f"M0 {foot}H{WIDTH}", class_="axis"),
        path(f"M{line} {TOP - 16}V{foot + 4}", class_="threshold"),
        words(0, foot + 16, "0"),
        words(line, foot + 16, f"{threshold:g}", text_anchor="middle"),
        words(WIDTH, foot + 16, "1", text_anchor="end"),
    ]
    return drawing(WIDTH, TOP + PLOT + FOOT - 12, parts, role="img", aria_label=told)
