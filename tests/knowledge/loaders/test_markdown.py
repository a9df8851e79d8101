"""Markdown becomes what a reader sees: plain text in blocks, without a mark of how it was written."""

from inspect import cleandoc

import pytest

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Block, BlockKind
from bookwright.knowledge.loaders import markdown


def read(source: str) -> list[tuple[str, str]]:
    """The kinds and texts of some Markdown's blocks."""
    return [(block.kind.value, block.text) for block in blocks(source)]


def blocks(source: str) -> tuple[Block, ...]:
    return markdown.load(cleandoc(source).encode()).blocks


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("A *few* __marked__ ~~gone~~ words", "A few marked gone words"),
        ('see [the guide](https://a.b/c?d=e "title") first', "see the guide first"),
        ("see [the guide][g] first\n\n[g]: https://a.b", "see the guide first"),
        ("see [the `Guide`][missing] first", "see [the Guide][missing] first"),
        ("see [the guide][missing] first", "see the guide first"),
        ("at <https://a.b/c>", "at https://a.b/c"),
        ("call `f(x)[0][1]` twice", "call f(x)[0][1] twice"),
        ("one\nline and\nanother", "one line and another"),
        ("fish &amp; chips&nbsp;&copy; &#8212; now", "fish & chips © — now"),
        ("a claim[^1] stands\n\n[^1]: https://a.b", "a claim stands"),
        ("a<!-- not seen --> b", "a b"),
        ('press <kbd>enter</kbd> and <a id="x"></a>go', "press enter and go"),
        ("from 0 to 2<sup>8</sup> − 1", "from 0 to 2⁸ − 1"),
        ("up to 2<sup>n − 1</sup>", "up to 2^(n − 1)"),
        ("the 5<sup>th</sup> day<sup>[3]</sup>", "the 5th day"),
        ("an ![inline icon](i.png) here", "an inline icon here"),
        ("escaped \\*stars\\* and \\_lines\\_", "escaped *stars* and _lines_"),
        ("a soft\u00adhyphen and zero\u200bwidth", "a softhyphen and zerowidth"),
    ],
)
def test_inline_marks_are_gone(source: str, seen: str) -> None:
    assert read(source) == [("paragraph", seen)]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Kept text.\n{:.image-class}", "Kept text."),
        ('[Fig](x.md#f){:name="fig-1"} stands here', "Fig stands here"),
        ("{% if x %}Only this{% endif %} shows", "Only this shows"),
        ("{{< note >}}Take care{{< /note >}}", "Take care"),
        ("{{#include other.rs}} and text", "and text"),
        ("You can add {% data variables.name %} logos", "You can add … logos"),
        ("Go to {{ site.url }} now", "Go to … now"),
        ("Format with `{{ $labels.job }}` and `{:?}`", "Format with {{ $labels.job }} and {:?}"),
        ("![A diagram]({{ site.base }}/a.png 'T'){:x=\"1\"} of it", "A diagram of it"),
    ],
)
def test_marks_of_site_generators_are_gone_and_unknown_values_leave_a_gap(source: str, seen: str) -> None:
    assert read(source) == [("paragraph", seen)]


def test_a_paragraph_of_nothing_but_unknown_values_is_no_text() -> None:
    assert read("{{ site.abstract }}\n\n{% data reusables.contact %}.") == []


def test_headings_keep_their_level_and_lose_their_anchors() -> None:
    found = blocks("# Top {#top}\n\n## Below `code` {: .no_toc }\n\nSetext\n------\n")
    assert [(block.text, block.level) for block in found] == [("Top", 1), ("Below code", 2), ("Setext", 2)]
    assert all(block.kind is BlockKind.HEADING for block in found)


def test_list_items_carry_their_depth_and_only_their_first_paragraph_is_an_item() -> None:
    found = blocks(
        """
        - one
          goes on

          second paragraph
          - inner
        - [x] done
        3. other list
        """
    )
    assert [(block.kind.value, block.text, block.level) for block in found] == [
        ("item", "one goes on", 1),
        ("paragraph", "second paragraph", 0),
        ("item", "inner", 2),
        ("item", "done", 1),
        ("item", "other list", 1),
    ]


def test_code_keeps_its_lines_and_tables_their_cells() -> None:
    assert read("```python\ndef f():\n    return '<b>*x*</b>'\n```\n\n| A | B |\n|---|---|\n| `a` | b, **c** |\n| , | |\n") == [
        ("code", "def f():\n    return '<b>*x*</b>'"),
        ("table", "A | B\na | b, c\n, | "),
    ]


def test_code_shows_neither_the_includes_nor_the_hidden_lines_of_mdbook() -> None:
    assert read("```rust\n# fn main() {\nlet x = 1;\n#[derive(Debug)]\n# }\n```\n\n```rust\n{{#rustdoc_include ../a.rs:here}}\n```") == [
        ("code", "let x = 1;\n#[derive(Debug)]")
    ]


def test_a_listing_of_mdbook_is_its_caption() -> None:
    source = '<Listing number="4-1" file-name="src/a.rs" caption="Using `Vec<T>` here">\n\n```rust\nlet v = 1;\n```\n\n</Listing>'
    assert read(source) == [("caption", "Listing 4-1: Using Vec<T> here"), ("code", "let v = 1;")]


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ('<span class="caption">Figure 4-1: A `String`\nin memory</span>', "Figure 4-1: A String in memory"),
        ("![The whole picture](a.png)", "The whole picture"),
        ("<img src='a.png'\n alt='A view of &quot;it&quot;'>", 'A view of "it"'),
        ("<figure>\n<img src='a.png'>\n<figcaption>Figure 2: `It`</figcaption>\n</figure>", "Figure 2: It"),
        ("Table 3 Threats to be met", "Table 3 Threats to be met"),
    ],
)
def test_captions_are_told_from_text(source: str, caption: str) -> None:
    assert read(source) == [("caption", caption)]


def test_a_sentence_about_a_figure_is_text() -> None:
    assert read("Figure 1 shows how the parts meet.") == [("paragraph", "Figure 1 shows how the parts meet.")]


def test_badges_are_not_text() -> None:
    assert read("[![Build](b.svg)](https://ci) [![Docs](d.svg)](https://docs)\n\nText.") == [("paragraph", "Text.")]


def test_quotes_and_alerts_are_text() -> None:
    assert read("> [!NOTE]\n> Mind the *gap*.\n\n> [!TIP] Short.") == [("paragraph", "Mind the gap."), ("paragraph", "Short.")]


def test_a_heading_in_a_quote_counts_only_where_its_section_ends_with_the_quote() -> None:
    ends = blocks("## A\n\n> ### Aside\n>\n> Text.\n\n## B")
    goes_on = blocks("## A\n\n> ### Aside\n>\n> Text.\n\nMore of A.")
    assert [(block.kind.value, block.level) for block in ends] == [("heading", 2), ("heading", 3), ("paragraph", 0), ("heading", 2)]
    assert [block.kind.value for block in goes_on] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_definitions_stand_on_one_line_with_their_term() -> None:
    assert read("Term\n: What it *means*.\n: And more.") == [("item", "Term: What it means."), ("item", "Term: And more.")]


def test_admonition_lines_are_gone() -> None:
    assert read(":::note\nInside.\n:::\n\n!!! warning\n    Beware.") == [("paragraph", "Inside."), ("paragraph", "Beware.")]


def test_html_blocks_are_read_as_html() -> None:
    assert read(
        "<!-- hidden -->\n\n<details><summary>More</summary>\n<ul><li>one</li></ul></details>\n\n<pre><code>a <em>b</em>\n c</code></pre>"
    ) == [
        ("paragraph", "More"),
        ("item", "one"),
        ("code", "a b\n c"),
    ]


def test_front_matter_is_metadata() -> None:
    parsed = markdown.load(b"---\ntitle: The {% data x %} Title\nlicense: CC0-1.0\nlang: de-AT\n---\n\nText.")
    assert (parsed.title, parsed.licence, parsed.language) == ("The Title", "CC0-1.0", "de")
    assert [block.text for block in parsed.blocks] == ["Text."]


@pytest.mark.parametrize("matter", ["title: [unclosed", "- a list", "", "title: 3", "a: &a [*a, *a]"])
def test_front_matter_that_says_nothing_is_no_text_either(matter: str) -> None:
    parsed = markdown.load(f"---\n{matter}\n---\nText.".encode())
    assert (parsed.title, [block.text for block in parsed.blocks]) == (None, ["Text."])


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert [text for _, text in read("---\n\nText.\n\nMore.")] == ["Text.", "More."]


@pytest.mark.parametrize("source", [">" * 200 + " deep", "".join("  " * depth + "- item\n" for depth in range(60))])
def test_what_is_nested_too_deeply_is_refused_and_not_cut(source: str) -> None:
    with pytest.raises(DocumentError, match="nests its lists or quotes too deeply"):
        markdown.load(source.encode())


def test_what_is_set_in_bold_is_a_key_term_of_its_block() -> None:
    paragraph, item = blocks("The **cochlea** and the **inner ear**s hear; the **cochlea** coils.\n\n- **Pitch**: how high a *tone* is.")
    assert (paragraph.key_terms, item.key_terms) == (("cochlea", "inner ear"), ("Pitch",))
