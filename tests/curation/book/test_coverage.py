"""Coverage: what a book rests on, and why it leaves out the rest."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.plan import Unused
from bookwright.curation.book.book import Missing
from bookwright.curation.book.coverage import coverage_of
from bookwright.knowledge.passage import Passage
from tests.curation.book.conftest import book, plan, planned, section

CITED = "The core is hot."


def passage(name: str, start: int, document_id: str = "d", words: int = 10) -> Passage:
    return Passage(id=name, document_id=document_id, start=start, end=start + 20, text="x" * 20, prose_words=words)


PASSAGES = [passage("a", 0), passage("b", 20, words=30), passage("c", 40), passage("e", 60), passage("f", 0, "other", words=50)]


def test_it_counts_passages_and_words_in_all_and_by_document() -> None:
    found = coverage_of(book(section("1.1", CITED)), plan(planned("1.1", passages=("a",))), PASSAGES)
    assert (found.whole.cited_passages, found.whole.passages, found.whole.cited_words, found.whole.words) == (1, 5, 10, 110)
    assert found.documents["d"].of_passages == 0.25
    assert found.documents["other"].of_words == 0
    assert found.sections == {"a": ("1.1",)}


def test_it_says_of_every_other_passage_why_it_is_left_out() -> None:
    made = book(section("1.1", CITED), missing=(Missing(id="1.2", title="Pumps", reason="judge:clarity"),))
    planned_book = plan(
        planned("1.1", passages=("a", "b")), planned("1.2", passages=("c",)), unused=(Unused(passage_id="e", why="only a table"),)
    )
    reasons = {unused.passage_id: unused.why for unused in coverage_of(made, planned_book, PASSAGES).unused}
    assert reasons == {
        "b": "at hand for a section that does not cite it",
        "c": "planned for a section that is not in the book",
        "e": "only a table",
        "f": "in no section's plan",
    }


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20))), st.integers(0, 60), st.integers(1, 20))
def test_a_passage_is_cited_where_evidence_shares_a_character_with_it(places: list[tuple[int, int]], start: int, length: int) -> None:
    passages = [
        Passage(id=str(number), document_id="d", start=first, end=first + long, text="x") for number, (first, long) in enumerate(places)
    ]
    cited = section("1.1", "x" * length)
    pieces = tuple(piece.model_copy(update={"start": start, "end": start + length}) for piece in cited.draft.evidence)
    made = book(cited.model_copy(update={"draft": cited.draft.model_copy(update={"evidence": pieces})}))
    sharing = {p.id for p in passages if set(range(p.start, p.end)) & set(range(start, start + length))}
    assert set(coverage_of(made, plan(planned("1.1")), passages).sections) == sharing


def test_a_book_on_nothing_covers_nothing() -> None:
    found = coverage_of(book(section("1.1")), plan(planned("1.1")), [])
    assert (found.whole.of_passages, found.whole.of_words, found.unused) == (0, 0, ())
