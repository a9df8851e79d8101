"""PDF: the text layer in reading order, with the page of every block."""

from collections.abc import Callable

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Block
from bookwright.knowledge.loaders import pdf
from bookwright.knowledge.loaders.pdf_blocks import mended

PLAIN, BOLD, FIXED = range(3)
Make = Callable[..., bytes]
Line = tuple[int, float, float, float, str]

LONG = "The committee met in the spring and found that the harbour was in need of much repair"


def column(top: float, *texts: str, x: float = 72, size: float = 11, font: int = PLAIN) -> list[Line]:
    """Lines of running text below each other."""
    return [(font, size, x, top - number * size * 1.2, text) for number, text in enumerate(texts)]


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks]


def test_lines_are_joined_to_paragraphs_and_set_apart_by_white(make_pdf: Make) -> None:
    page = [*column(700, LONG, "before the winter."), *column(650, LONG, "again and again.")]
    assert kinds(pdf.load(make_pdf([page])).blocks) == [
        ("paragraph", f"{LONG} before the winter."),
        ("paragraph", f"{LONG} again and again."),
    ]


def test_headings_are_told_by_size_and_weight(make_pdf: Make) -> None:
    page = [
        *column(740, "The Whole Report", size=20),
        *column(700, "What is found?", size=15),
        *column(670, LONG, "before the winter."),
        *column(630, "A Lesser Matter", font=BOLD),
        *column(610, LONG, "again and again."),
    ]
    found = pdf.load(make_pdf([page])).blocks
    assert [(block.text, block.level) for block in found if block.kind.value == "heading"] == [
        ("The Whole Report", 1),
        ("What is found?", 2),
        ("A Lesser Matter", 3),
    ]


def test_the_outline_names_headings_and_their_level(make_pdf: Make) -> None:
    pages = [[*column(700, "Results"), *column(670, LONG, "before the winter.")], [*column(700, "Details"), *column(670, LONG, "at last.")]]
    found = pdf.load(make_pdf(pages, outline=[("Results", 0, 1), ("Details", 1, 1)])).blocks
    assert [(block.kind.value, block.text, block.page) for block in found][::2] == [("heading", "Results", 1), ("heading", "Details", 2)]


def test_a_table_of_contents_is_no_text(make_pdf: Make) -> None:
    contents = column(700, "One", "Two", "Three", "First things ........ 3")
    pages = [contents, *([*column(700, title), *column(670, LONG, "to the end.")] for title in ("One", "Two", "Three"))]
    outline = [("One", 1, 1), ("Two", 2, 1), ("Three", 3, 1)]
    assert all(block.page != 1 for block in pdf.load(make_pdf(pages, outline=outline)).blocks)


def test_running_headers_footers_and_page_numbers_are_left_out(make_pdf: Make) -> None:
    words = ("spring", "summer", "autumn", "winter")
    pages = [
        [*column(760, f"Report of the Year, part {n}"), *column(500, f"In the {word} {LONG}", "so far."), *column(40, f"Page {n} of 4")]
        for n, word in enumerate(words, start=1)
    ]
    assert [block.text for block in pdf.load(make_pdf(pages)).blocks] == [f"In the {word} {LONG} so far." for word in words]


def test_blocks_carry_their_page_and_go_on_over_its_end(make_pdf: Make) -> None:
    pages = [column(700, LONG, LONG), [*column(700, "while the town looked on."), *column(660, LONG, "in the end.")]]
    assert [(block.text, block.page) for block in pdf.load(make_pdf(pages)).blocks] == [
        (f"{LONG} {LONG} while the town looked on.", 1),
        (f"{LONG} in the end.", 2),
    ]


def test_lists_and_code(make_pdf: Make) -> None:
    page = [
        *column(700, LONG, "before the winter:"),
        *column(660, "- the first of the things that it found wanting and that it said should", "be mended", "- the second"),
        *column(600, "1. a number"),
        *column(560, "def f():", "    return 1", font=FIXED),
    ]
    assert kinds(pdf.load(make_pdf([page])).blocks)[1:] == [
        ("item", "the first of the things that it found wanting and that it said should be mended"),
        ("item", "the second"),
        ("item", "a number"),
        ("code", "def f():\nreturn 1"),
    ]


@pytest.mark.parametrize(
    ("text", "known", "whole"),
    [
        ("an exam\ufffeple here", set(), "an example here"),
        ("a long\ufffeterm plan", {"long-term"}, "a long-term plan"),
        ("a long\ufffeterm plan", {"longterm", "long-term"}, "a longterm plan"),
        ("in the Anglo\ufffeSaxon way", set(), "in the Anglo-Saxon way"),
        ("the F\ufffe16 flew", set(), "the F-16 flew"),
        ("a well\ufdd0known man", set(), "a well-known man"),
        ("a com\ufdd0mittee met", {"committee"}, "a committee met"),
        ("pre- and post-war", set(), "pre- and post-war"),
    ],
)
def test_words_broken_at_line_ends_are_made_whole(text: str, known: set[str], whole: str) -> None:
    assert mended(text, frozenset(known)) == whole


def test_a_word_broken_over_lines_of_a_file_is_made_whole(make_pdf: Make) -> None:
    page = column(700, "The committee met in the spring and found that the harbour was in need of re-", "pair before the winter.")
    assert pdf.load(make_pdf([page])).blocks[0].text.endswith("in need of repair before the winter.")


def test_footnotes_lose_their_marks_and_come_behind_the_text_they_interrupt(make_pdf: Make) -> None:
    first = [
        *column(700, LONG),
        (PLAIN, 11, 72, 686.8, "and so it was"),
        (PLAIN, 6, 136.4, 691, "1"),
        *column(80, "1 See the minutes.", size=8),
    ]
    pages = [
        [*first[:3], (PLAIN, 11, 142, 686.8, "in all the years that were to come after that one for the"), first[3]],
        column(700, "people of the town."),
    ]
    assert [block.text for block in pdf.load(make_pdf(pages)).blocks] == [
        f"{LONG} and so it was in all the years that were to come after that one for the people of the town.",
        "See the minutes.",
    ]


def test_the_title_is_that_of_the_properties_unless_it_is_a_file_name(make_pdf: Make) -> None:
    page = column(700, LONG)
    assert pdf.load(make_pdf([page], title="The Harbour Report")).title == "The Harbour Report"
    assert pdf.load(make_pdf([page], title="Microsoft Word - x.doc")).title is None


def test_a_scan_says_that_it_needs_ocr(make_pdf: Make) -> None:
    with pytest.raises(DocumentError, match="holds no text, only images of it; run it through OCR first"):
        pdf.load(make_pdf([[], []]))


def test_a_locked_file_says_so(make_pdf: Make) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00> <00>] /Size"
    with pytest.raises(DocumentError, match="is encrypted; save a copy without a password"):
        pdf.load(make_pdf([column(700, LONG)]).replace(b"/Size", lock, 1))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer << /Root 1 0 R >>"])
def test_a_broken_file_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="is damaged"):
        pdf.load(data)
