"""Conflicts: two sources that contradict each other are both shown, with the exact words."""

from bookwright.curation.book.conflicts import conflicts_in
from bookwright.knowledge.library import Library
from tests.curation.book.conftest import document

SAID = "The Halden reactor must not run above {} MW in any of its tests."


def test_both_sides_are_shown_where_they_stand(library: Library) -> None:
    library.add([document("a.md", f"It is old. {SAID.format(25)}"), document("b.md", SAID.format(30))])
    (conflict,) = conflicts_in(library)
    for side, passage_id in zip((conflict.one, conflict.other), conflict.passages, strict=True):
        assert library.document(side.document_id).text[side.start : side.end] == side.quote
        assert library.passage(passage_id).document_id == side.document_id
    assert (conflict.one.quote, conflict.other.quote) == (SAID.format(25), SAID.format(30))
    assert "25" in conflict.reason


def test_a_document_is_not_held_against_itself_nor_against_one_that_agrees(library: Library) -> None:
    library.add([document("a.md", SAID.format(25), SAID.format(30)), document("b.md", "Nothing of that kind is said in this one.")])
    assert conflicts_in(library) == ()


def test_parallel_headings_speak_of_two_things(library: Library) -> None:
    library.add([document("a.md", (1, "Rules of Unit 1"), SAID.format(25)), document("a2.md", (1, "Rules of Unit 2"), SAID.format(30))])
    documents = [one.model_copy(update={"title": "Rules"}) for one in library.documents()]
    library.add(documents)
    assert conflicts_in(library) == ()
