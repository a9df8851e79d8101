"""The order in which documents are read, and the groups that they form."""

from bookwright.agents.extractive.guide.order import groups, opens_its_group, reading_key

LARGE = 20_000


def in_order(*paths: str) -> list[str]:
    return sorted(paths, key=reading_key)


def test_numbers_are_read_by_their_value() -> None:
    assert in_order("sec10.md", "sec2.md", "sec1.md") == ["sec1.md", "sec2.md", "sec10.md"]


def test_introductions_come_first_and_appendices_last() -> None:
    assert in_order("appA_words.md", "concepts.md", "introduction.md", "glossary.md") == [
        "introduction.md",
        "concepts.md",
        "appA_words.md",
        "glossary.md",
    ]


def test_a_folder_is_read_whole_and_its_index_first() -> None:
    assert in_order("b/one.md", "a/two.md", "a/index.md", "loose.md") == ["a/index.md", "a/two.md", "b/one.md", "loose.md"]


def test_folders_and_number_prefixes_are_groups() -> None:
    assert groups(dict.fromkeys(["docs/a/x.md", "docs/b/y.md"], 10), LARGE) == {"docs/a/x.md": "docs/a/", "docs/b/y.md": "docs/b/"}
    assert groups(dict.fromkeys(["ch04-00-own.md", "ch04-01-move.md", "ch05-00-use.md"], 10), LARGE) == {
        "ch04-00-own.md": "ch04",
        "ch04-01-move.md": "ch04",
        "ch05-00-use.md": "ch05",
    }


def test_a_year_is_no_number_of_a_chapter() -> None:
    assert groups({"2018-06-11--audit.pdf": 10, "2018-07-01--review.pdf": 10}, LARGE) == {
        "2018-06-11--audit.pdf": "2018-06-11--audit.pdf",
        "2018-07-01--review.pdf": "2018-07-01--review.pdf",
    }


def test_a_group_too_large_falls_apart_into_what_is_below_it() -> None:
    words = {"all/a/x.md": 60, "all/a/y.md": 60, "all/b/z.md": 60, "readme.md": 5}
    assert groups(words, 150) == {"all/a/x.md": "all/a/", "all/a/y.md": "all/a/", "all/b/z.md": "all/b/", "readme.md": "readme.md"}
    assert groups(words, 100)["all/a/x.md"] == "all/a/x.md"


def test_a_file_opens_its_group_by_its_name() -> None:
    assert opens_its_group("src/ch04-00-understanding.md")
    assert opens_its_group("guide/index.md")
    assert not opens_its_group("src/ch04-01-moves.md")
