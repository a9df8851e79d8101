"""book.md and its chapters."""

import re
from collections.abc import Mapping

import pytest

from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document
from bookwright.service.book.markdown import markdown_of


@pytest.fixture(scope="module")
def pages(book: Book, sources: Mapping[str, Document]) -> dict[str, str]:
    return markdown_of(book, sources)


def test_there_is_a_page_for_the_book_and_one_for_each_chapter(pages: dict[str, str]) -> None:
    assert list(pages) == ["book.md", "chapter-01.md", "chapter-02.md", "whole.md"]
    assert "[Chapter 1: Who may touch the data](chapter-01.md#chapter-1)" in pages["book.md"]


def test_every_link_has_its_target(pages: dict[str, str]) -> None:
    links = [(name, link) for name, page in pages.items() for link in re.findall(r"\]\(([^)]*)\)", page)]
    assert len(links) > 16
    for name, link in links:
        file, _, anchor = link.partition("#")
        assert f'<a id="{anchor}"></a>' in pages[file or name]


def test_the_whole_is_one_text_that_leads_to_no_other_file(pages: dict[str, str]) -> None:
    whole = pages["whole.md"]
    assert ".md#" not in whole
    assert len(re.findall(r'<a id="', whole)) == len(set(re.findall(r'<a id="[^"]*"', whole)))
    *parts, notes = (set(re.split(r"\n\n", re.sub(r"\(\w*[\w.-]*#", "(#", page.strip()))) for page in pages.values())
    blocks = [block for part in parts for block in part if not block.startswith("## ")]
    assert [block for block in blocks if block not in notes] == []
    assert whole.index("# Chapter 1") < whole.index("# Chapter 2") < whole.index("\n# Glossary") < whole.index("[^1]:")


def test_every_footnote_stands_on_the_page_that_uses_it_once(pages: dict[str, str]) -> None:
    for page in pages.values():
        used = re.findall(r"\[\^(\d+)\](?!:)", page)
        told = re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE)
        assert set(used) == set(told)
        assert len(told) == len(set(told))


def test_a_footnote_names_document_place_and_words(pages: dict[str, str]) -> None:
    assert (
        "[^1]: Shared-State Concurrency, Controlling Access with Mutexes: “a mutex allows only one thread to access some data at any "
        "given time”"
    ) in pages["chapter-01.md"]


def test_a_part_with_a_title_is_labelled_only_where_the_title_does_not_say_it(pages: dict[str, str]) -> None:
    told = "\n".join(pages.values())
    assert "### Counter and gauge\n" in told
    assert "### A common misconception\n" in told
    assert "### Example, invented" in told or "### Worked example" in told


def test_solutions_stand_at_the_end_of_the_chapter(pages: dict[str, str]) -> None:
    page = pages["chapter-01.md"]
    assert page.index("Which browser is the safest?") < page.index("## Solutions") < page.index("(Checked by calculation: 5+6 = 11)")


def test_a_table_of_the_source_is_a_table(pages: dict[str, str]) -> None:
    assert "| AAL | Requirement |\n| --- | --- |\n| 1 | Presentation of any one factor |" in pages["chapter-01.md"]


def test_a_study_guide_says_that_it_is_one(book: Book, sources: Mapping[str, Document]) -> None:
    guide = markdown_of(book.model_copy(update={"guide": True}), sources)["book.md"]
    assert "Study guide: its sentences are the sources’ own words" in guide


def test_what_is_made_up_is_marked_and_programs_that_only_prove_a_figure_are_left_out(pages: dict[str, str]) -> None:
    page = pages["chapter-01.md"]
    assert "Ada's shop has 3 tills that raise one counter." in page
    assert "### Example, invented: Three tills" in page
    assert "### Worked example, invented: Two steps" in page
    assert "(Checked by running the program.)" in page
    assert "total += step" not in page


def test_a_solution_is_told_once(pages: dict[str, str]) -> None:
    solutions = pages["chapter-01.md"].partition("## Solutions")[2]
    assert solutions.count("It holds 11.") == 1
    assert "Answer:" not in solutions


def test_rules_that_no_section_takes_up_are_named(pages: dict[str, str]) -> None:
    assert "- 1 rule of the sources that no section takes up\n  - “You must attempt to acquire the lock" in pages["book.md"]
