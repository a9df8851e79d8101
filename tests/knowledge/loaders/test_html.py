"""HTML: the content of a page in reading order, without what the page itself marks as something else."""

import pytest

from bookwright.knowledge.loaders import html


def read(body: str) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in html.load(f"<html><body>{body}</body></html>".encode()).blocks]


def test_headings_paragraphs_and_inline_marks() -> None:
    assert read("<h1>A <em>Title</em></h1><p>One <b>two</b>,\n  three<br>four &amp; five</p>loose text") == [
        ("heading", "A Title", 1),
        ("paragraph", "One two, three four & five", 0),
        ("paragraph", "loose text", 0),
    ]


def test_lists_carry_their_depth() -> None:
    assert read("<ul><li>one<ol><li>inner</li></ol>after</li><li><p>two</p><p>more</p></li></ul>") == [
        ("item", "one", 1),
        ("item", "inner", 2),
        ("paragraph", "after", 0),
        ("item", "two", 1),
        ("paragraph", "more", 0),
    ]


def test_definitions_stand_with_their_terms() -> None:
    assert read("<dl><dt>A</dt><dt>B:</dt><dd>both</dd></dl>") == [("item", "A, B: both", 1)]


def test_code_tables_and_captions() -> None:
    source = (
        "<pre><code>a <b>b</b>\n  c</code></pre>"
        "<table><caption>Sizes</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2 <i>x</i></td></tr></table>"
        "<figure><img alt='The view' src=x><figcaption>Figure 1</figcaption></figure>"
    )
    assert read(source) == [
        ("code", "a b\n  c", 0),
        ("caption", "Sizes", 0),
        ("table", "A | B\n1 | 2 x", 0),
        ("caption", "The view", 0),
        ("caption", "Figure 1", 0),
    ]


def test_a_table_that_only_lays_out_a_page_is_read_as_the_page() -> None:
    assert read("<table><tr><td><h2>Head</h2><p>Text.</p></td></tr></table>") == [("heading", "Head", 2), ("paragraph", "Text.", 0)]


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<script>x()</script>",
        "<style>p{}</style>",
        "<nav><p>Menu</p></nav>",
        "<header><p>Site</p></header>",
        "<footer>Imprint</footer>",
        "<aside>Related</aside>",
        "<div role='navigation'>Menu</div>",
        "<p hidden>Hidden</p>",
        "<p style='display: none'>Hidden</p>",
        "<form><button>Send</button><select><option>A</option></select></form>",
        "<template><p>T</p></template>",
        "<!-- comment -->",
    ],
)
def test_what_is_marked_as_no_content_is_left_out(boilerplate: str) -> None:
    assert read(f"<p>Before.</p>{boilerplate}<p>After.</p>") == [("paragraph", "Before.", 0), ("paragraph", "After.", 0)]


def test_the_header_of_an_article_is_content() -> None:
    assert read("<article><header><h1>Title</h1></header><p>Text.</p><footer>Written in May.</footer></article>") == [
        ("heading", "Title", 1),
        ("paragraph", "Text.", 0),
        ("paragraph", "Written in May.", 0),
    ]


def test_a_page_with_a_main_part_is_that_part() -> None:
    assert read("<div>Cookies?</div><main><p>Text.</p></main><div>Ads</div>") == [("paragraph", "Text.", 0)]


def test_anchors_and_note_marks_are_gone_and_powers_stay() -> None:
    assert read(
        "<h2>Head<a class='headerlink' href='#h'>¶</a></h2><p>So<sup><a href='#fn1'>1</a></sup> 10<sup>6</sup> H<sub>2</sub>O</p>"
    ) == [
        ("heading", "Head", 2),
        ("paragraph", "So 10⁶ H2O", 0),
    ]


def test_title_and_language_are_the_pages_own() -> None:
    parsed = html.load(
        b"<html lang='fr-CA'><head><title> La  page </title></head><body><svg><title>Icon</title></svg><p>Texte.</p></body></html>"
    )
    assert (parsed.title, parsed.language, [block.text for block in parsed.blocks]) == ("La page", "fr", ["Texte."])


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset='iso-8859-1'><p>größer</p>".encode("latin-1"),
        b"\xef\xbb\xbf" + "<p>größer</p>".encode(),
        "<meta charset='iso-8859-1'><p>größer</p>".encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><title/><body>gr&ouml;\xdfer</body></html>'.encode(
            "latin-1"
        ),
        "<html><p>größer</p>".encode("utf-16"),
        "<meta charset='no-such'><p>größer</p>".encode(),
    ],
)
def test_a_page_is_decoded_as_it_says_unless_it_is_utf8(data: bytes) -> None:
    assert [block.text for block in html.load(data).blocks] == ["größer"]


@pytest.mark.parametrize("data", [b"", b"   ", b"<!-- only -->", b"<html></html>"])
def test_an_empty_page_has_no_blocks(data: bytes) -> None:
    assert html.load(data).blocks == ()


def test_what_is_set_in_bold_or_marked_as_defined_is_a_key_term_of_its_block() -> None:
    page = b"<p>The <b>inner  ear</b> holds the <dfn>cochlea</dfn>.</p><p>No <i>term</i>.</p>"
    assert [block.key_terms for block in html.load(page).blocks] == [("inner ear", "cochlea"), ()]
