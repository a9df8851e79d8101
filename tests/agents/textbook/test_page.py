"""What a page shows of a brief: passages as far as there is room, the place in the chapter, the terms that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Claim, Fault, FaultKind
from bookwright.agents.textbook.items import Conflict, ExerciseKind, Exhibit, ExhibitKind, PartKind, SectionBrief, SectionDraft, Term
from bookwright.agents.textbook.items import Part as DraftPart
from bookwright.agents.textbook.page import ENDS, KNOWN, ROOM, RULES, kinds_for, known_to, passages_of, place_of, rules_of, shown
from bookwright.agents.textbook.shown import EXHIBITED, NAMED, section_to_revise, shown_section, told_section
from bookwright.agents.textbook.specification import Specification
from bookwright.knowledge.evidence import Evidence, locate_parts
from tests.agents.textbook.conftest import passage


def long(brief: SectionBrief, *lengths: int) -> SectionBrief:
    """The brief with passages of so many characters."""
    starts = [sum(lengths[:number]) + number for number in range(len(lengths))]
    passages = (passage(number, "x" * length, start) for number, (length, start) in enumerate(zip(lengths, starts, strict=True), 1))
    return brief.model_copy(update={"passages": tuple(passages)})


@pytest.mark.parametrize(
    ("lengths", "fitting"),
    [((ROOM, 1), 1), ((ROOM + 1,), 1), ((ROOM // 2, ROOM // 2, 1), 2), ((9, 9, 9), 3), ((9, ROOM, 9), 1)],
)
def test_a_page_holds_the_passages_that_fit_the_first_ones_first(brief: SectionBrief, lengths: tuple[int, ...], fitting: int) -> None:
    whole = long(brief, *lengths)
    assert shown(whole).passages == whole.passages[:fitting]


def test_what_contradicts_a_passage_on_the_page_is_on_it_too(brief: SectionBrief) -> None:
    whole = long(brief, ROOM, 9, 9, 9)
    piece = Evidence(document_id="d", start=0, end=1, quote="x")

    def between(one: str, other: str) -> Conflict:
        return Conflict(one=piece, other=piece, passages=(one, other), reason=f"{one} against {other}")

    page = shown(whole.model_copy(update={"conflicts": (between("p1", "p4"), between("p2", "p3"))}))
    assert [one.id for one in page.passages] == ["p1", "p4"]
    assert [conflict.reason for conflict in page.conflicts] == ["p1 against p4"]
    assert 'number="2"' in passages_of(page)


def test_a_section_is_told_its_place_in_the_chapter_and_nothing_of_the_rest(brief: SectionBrief) -> None:
    before = brief.plan.model_copy(update={"id": "1.0", "title": "Asking", "question": "What does an answer cost?"})
    own = brief.plan.model_copy(update={"question": "Why pay once?"})
    placed = brief.model_copy(update={"plan": own, "thread": "A bill too high.", "chapter": (before, own)})
    place = place_of(placed)
    for words in ("Why pay once?", "A bill too high.", "- Asking: What does an answer cost?", "- this section, which ends the chapter"):
        assert words in place
    assert "which opens the chapter" in place_of(placed.model_copy(update={"chapter": (own, before)}))


def test_of_many_terms_those_are_told_that_stand_in_the_passages_and_the_latest(brief: SectionBrief) -> None:
    terms = tuple(Term(name=name, definition=Claim(text=f"{name} is known.")) for name in ("ledger", *(f"term {n}" for n in range(99))))
    told = known_to(brief.model_copy(update={"known": terms}))
    assert "ledger is known." in told
    assert "term 98 is known." in told
    assert told.count("is known.") == 1 + KNOWN
    assert known_to(brief.model_copy(update={"known": terms[:KNOWN]})).count("is known.") == KNOWN


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=120))
def test_long_source_words_are_named_by_their_ends_and_found_again(words: list[str]) -> None:
    text = " ".join(words)
    piece = Evidence(document_id="d", start=0, end=len(text), quote=text)
    parts = (DraftPart(kind=PartKind.CONCEPT, claims=(Claim(text="So it is.", evidence=(0,)),)),)
    page = shown_section(SectionDraft(section="1.1", parts=parts, evidence=(piece,)), "A title")
    named = page.split('source: "')[1].split('"\n')[0]
    assert len(named) <= 3 * NAMED
    assert named == text or all(part in text for part in named.split(" … "))
    if len(text) > 20:
        assert locate_parts(named, text, "d", 0)


def test_a_reviser_sees_the_whole_source_words_of_what_is_to_change_and_of_nothing_else() -> None:
    pieces = [Evidence(document_id="d", start=0, end=200, quote=f"{letter} " * 100) for letter in "ab"]
    parts = tuple(
        DraftPart(kind=PartKind.CONCEPT, claims=(Claim(text=f"{name} is so.", evidence=(number,)),))
        for number, name in enumerate(("The first", "The second"))
    )
    draft = SectionDraft(section="1.1", parts=parts, evidence=tuple(pieces))
    page = section_to_revise(draft, "A title", [Fault(kind=FaultKind.UNCLEAR, quote="second is", reason="what is second?")])
    assert "1. The first is so.\nPart 2" in page
    assert ("b " * 100).strip() in page
    assert "a a" not in page


def test_rules_that_nobody_has_told_are_named_by_their_passage_and_their_ends(brief: SectionBrief) -> None:
    text, start = brief.passages[1].text, brief.passages[1].start
    rule = Evidence(document_id="d", start=start, end=start + len(text), quote=text)
    elsewhere = rule.model_copy(update={"document_id": "other"})
    told = rules_of(brief.model_copy(update={"rules": (rule, elsewhere)}))
    (line,) = told.splitlines()[1:-1]
    assert line.startswith("- passage 2: The plans are these:")
    assert line.endswith(" ".join(text.split()[-ENDS:]))
    many = rules_of(brief.model_copy(update={"rules": (rule,) * 99}))
    assert len(many.splitlines()) == RULES + 2
    assert rules_of(brief) == "<material>\nnone\n</material>"


@pytest.mark.parametrize("rows", [3, 60, 400])
def test_an_exhibit_is_shown_whole_or_cut_between_two_lines(brief: SectionBrief, rows: int) -> None:
    table = "\n".join(f"row {number} | {number * number} | {'x' * 20}" for number in range(rows))
    piece = Evidence(document_id="d", start=0, end=len(table), quote=table)
    shown_part = DraftPart(kind=PartKind.EXHIBIT, title="Rows", exhibit=Exhibit(kind=ExhibitKind.TABLE, evidence=0, caption="All rows"))
    draft = SectionDraft(section="1.1", parts=(shown_part,), evidence=(piece,))
    for page in (shown_section(draft, "A title"), told_section(draft, brief)):
        lines = [line.removeprefix("   | ") for line in page.splitlines() if line.startswith("   | ")]
        assert set(lines) <= set(table.splitlines())
        assert (lines == table.splitlines()) is (len(table) <= EXHIBITED)
        assert (lines[0], lines[-1]) == (table.splitlines()[0], table.splitlines()[-1])
        assert len(page) < EXHIBITED + 2_000


def test_what_is_made_up_is_marked_for_those_who_read_it(brief: SectionBrief) -> None:
    case = "Ada keeps a shop with 40 seats."
    parts = (DraftPart(kind=PartKind.ILLUSTRATION, title="Forty seats", claims=(Claim(text="Ada sells 40.", connective=True),)),)
    draft = SectionDraft(section="1.1", parts=parts, evidence=())
    assert "Part 1 (illustration, invented): Forty seats" in shown_section(draft, "A title")
    lesson = told_section(draft, brief.model_copy(update={"case": case}))
    assert f"The invented case of the chapter: {case}" in lesson
    assert "Example, invented: Forty seats" in lesson
    assert f"The invented case of the chapter: {case}" in place_of(brief.model_copy(update={"case": case}))
    assert "invented" not in place_of(brief)


@pytest.mark.parametrize("unanswerable", [True, False])
def test_the_open_question_is_a_kind_only_where_it_is_asked_for(unanswerable: bool) -> None:
    kinds = kinds_for(Specification(unanswerable=unanswerable)).split(", ")
    assert ("unanswerable" in kinds) is unanswerable
    assert len(kinds) == len(ExerciseKind) - (not unanswerable)
