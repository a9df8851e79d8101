"""The charts: their boxes are as large as what they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bookwright.service.page.charts import PLOT, TOP, WIDTH, bars, histogram

SVG = "{http://www.w3.org/2000/svg}"


def boxes(drawn: str, kind: str) -> list[etree._Element]:
    return [box for box in etree.fromstring(drawn).iter(f"{SVG}rect") if kind in box.attrib["class"].split()]


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8))
def test_the_greatest_count_fills_the_width_and_every_other_its_share(counts: list[int]) -> None:
    widths = [float(box.attrib["width"]) for box in boxes(bars([(str(count), count) for count in counts], "counts"), "bar")]
    assert max(widths) == WIDTH
    assert widths == [pytest.approx(max(2.0, WIDTH * count / max(counts)), abs=0.06) for count in counts]


def test_a_long_label_is_shortened_and_a_strange_one_escaped() -> None:
    drawn = bars([("<b>" * 40, 1)], 'a "telling" name')
    assert "…" in drawn
    assert "<b>" not in drawn
    assert etree.fromstring(drawn).attrib["aria-label"] == 'a "telling" name'


@given(st.lists(st.integers(0, 10_000), min_size=10, max_size=10))
def test_a_histogram_stands_on_its_axis_and_tells_what_lies_below_the_threshold(counts: list[int]) -> None:
    drawn = histogram(counts, 0.5, "scores")
    heights = [float(box.attrib["height"]) for box in boxes(drawn, "bar")]
    assert max(heights) == (PLOT if any(counts) else 0)
    assert len(boxes(drawn, "low")) == 5
    for box in boxes(drawn, "bar"):
        assert float(box.attrib["y"]) + float(box.attrib["height"]) == pytest.approx(TOP + PLOT, abs=0.11)


def test_nothing_to_show_is_no_error() -> None:
    assert etree.fromstring(bars([], "none")) is not None
    assert etree.fromstring(histogram([0] * 10, 0.5, "none")) is not None
