"""Markup: what comes from outside is text, wherever it is put."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bookwright.agents.reading import visible
from bookwright.service.page.markup import Markup, element, joined, text

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(WORDS, WORDS)
def test_any_words_stay_words_as_content_and_as_attribute(content: str, value: str) -> None:
    made = etree.fromstring(element("p", content, title=value), etree.XMLParser(resolve_entities=False))
    assert (made.tag, len(made), list(made.attrib)) == ("p", 0, ["title"])
    assert "<script" not in element("p", content + "<script>", title='"><script>' + value)


def test_words_are_escaped_once_and_markup_is_kept() -> None:
    assert element("p", "a < b & c", element("b", "d")) == "<p>a &lt; b &amp; c<b>d</b></p>"
    assert text(text("&")) == "&amp;"
    assert joined("<", Markup("<br/>"), by=" ") == "&lt; <br/>"


def test_attributes_are_named_as_in_html() -> None:
    assert element("text", "x", text_anchor="end", class_="count") == '<text text-anchor="end" class="count">x</text>'


def test_an_element_without_content_closes_itself_and_one_with_empty_content_does_not() -> None:
    assert (element("meta"), element("td", "")) == ("<meta/>", "<td></td>")


@given(st.text())
def test_nothing_that_cannot_be_seen_comes_through(words: str) -> None:
    assert text(words) == escape(visible(words))
    text(words).encode("utf-8")


@pytest.mark.parametrize("char", "\u202e\x00\u2066\u061c\u200b\u200d\u2028\u2029\x85\x9b\ud800")
def test_what_shows_nothing_or_turns_text_around_is_left_out(char: str) -> None:
    assert text(f"a{char}b\n\tc") == "ab\n\tc"
