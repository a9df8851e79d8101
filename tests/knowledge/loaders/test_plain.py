"""Plain text: what is evident from the lines alone."""

import pytest

from bookwright.knowledge.loaders import plain


def read(text: str) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in plain.load(text.encode()).blocks]


def test_paragraphs_end_at_blank_lines() -> None:
    assert read("One\nparagraph.\n \n\nAnother\r\none.") == [("paragraph", "One paragraph.", 0), ("paragraph", "Another one.", 0)]


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("The Title\n=========\nText below.", "The Title", 1),
        ("Part\n----\n\nText below.", "Part", 2),
        ("1.2 Title Here\n\nText below.", "1.2 Title Here", 2),
        ("3. Results\n\nText below.", "3. Results", 1),
        ("CHAPTER IV. A Loaf\n\nText below.", "CHAPTER IV. A Loaf", 1),
        ("ALL CAPS\n\nText below.", "ALL CAPS", 1),
    ],
)
def test_evident_headings_are_found(text: str, title: str, level: int) -> None:
    assert read(text) == [("heading", title, level), ("paragraph", "Text below.", 0)]


@pytest.mark.parametrize("text", ["A short line", "3 of them went home.", "NO!.", "Part of the way", "1914 was a year"])
def test_short_lines_alone_are_no_headings(text: str) -> None:
    assert [kind for kind, *_ in read(text)] == ["paragraph"]


def test_lists_are_found_by_their_bullets() -> None:
    assert read("Take:\n- one\n  of them\n  - inner\n* two\n\n1) first\n2) second") == [
        ("paragraph", "Take:", 0),
        ("item", "one of them", 1),
        ("item", "inner", 2),
        ("item", "two", 1),
        ("item", "first", 1),
        ("item", "second", 1),
    ]


def test_a_dash_inside_a_paragraph_is_punctuation() -> None:
    assert read("He came\n- late, as always -\nand left.") == [("paragraph", "He came - late, as always - and left.", 0)]


def test_indented_lines_are_code() -> None:
    assert read("Run:\n\n    make all\n      && ls") == [("paragraph", "Run:", 0), ("code", "    make all\n      && ls", 0)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_text_is_decoded_from_whatever_it_is_in(encoding: str) -> None:
    text = "Die Prüfung der größten Häuser wäre für alle schön gewesen. " * 4
    assert plain.load(text.encode(encoding)).blocks[0].text == text.strip()


def test_unseen_characters_are_gone_and_joiners_stay() -> None:
    assert read("a\u202eb\ue000\U000e0041\x07c \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == [
        ("paragraph", "ab\ue000c \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", 0)
    ]
