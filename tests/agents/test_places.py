"""Where in a TOML file something stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.places import line_of

TEXT = '''# a team
rubric = "house.toml"

[default]
model = "m"

[[seats.critics]]
role = "one"
settings = { words = [
  "a",
  "b",
] }

[[seats.critics]]
role = """
two
"""
[seats.writer]
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("rubric",), 2),
        (("default",), 4),
        (("default", "model"), 5),
        (("seats", "critics", 0, "role"), 8),
        (("seats", "critics", 0, "settings"), 12),
        (("seats", "critics", 1), 14),
        (("seats", "critics", 1, "role"), 17),
        (("seats", "critics", 1, "missing"), 14),
        (("seats", "writer", 0, "model"), 18),
    ],
)
def test_a_value_is_found_at_the_line_where_it_is_whole(place: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, place) == line


@given(st.lists(st.sampled_from(["# note", "", 'x = """', "[a]", "y = 1"]), max_size=6), st.integers(0, 3))
def test_a_field_in_a_table_of_its_own_is_at_its_line_whatever_stands_before(before: list[str], after: int) -> None:
    text = "\n".join([*before, "[wanted]", "", "here = 1", *["# more"] * after])
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert line_of(text, ("wanted", "here")) == len(before) + 3
