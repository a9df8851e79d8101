"""Pruning: what is taken out of a section, and when there is too little left of it."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Fault, FaultKind
from bookwright.agents.textbook.items import PartKind, Term, WorkedExample
from bookwright.curation.book.pruning import KEPT, pruned
from tests.curation.book.drafts import SENTENCES, bridge, carried, part, section


def fault(words: str) -> Fault:
    return Fault(kind=FaultKind.UNSUPPORTED, quote=words, reason="not said")


HOOK = part(bridge("What would you pay?"), kind=PartKind.HOOK)
DRAFT = section(HOOK, part(*map(carried, range(4))), terms=(Term(name="ledger", definition=carried(0)),)).draft


def test_the_sentence_that_a_fault_names_goes_and_its_evidence_with_it() -> None:
    left = pruned(DRAFT, [fault("200 answers share")])
    assert left
    assert [claim.text for claim in left.claims] == ["What would you pay?", SENTENCES[0], SENTENCES[2], SENTENCES[3]]
    assert [evidence.quote for evidence in left.evidence] == [SENTENCES[0], SENTENCES[2], SENTENCES[3]]


def test_a_term_goes_where_its_definition_does() -> None:
    left = pruned(DRAFT, [fault(SENTENCES[0])])
    assert left
    assert left.terms == ()


def test_a_term_that_is_only_named_in_passing_stays() -> None:
    left = pruned(DRAFT, [fault(SENTENCES[3])])
    assert left
    assert [term.name for term in left.terms] == ["ledger"]


def test_a_worked_example_goes_whole() -> None:
    worked = WorkedExample(problem="What do you pay?", steps=(carried(3),), answer="42")
    draft = section(part(*map(carried, range(3))), part(kind=PartKind.WORKED_EXAMPLE, worked=worked)).draft
    left = pruned(draft, [fault("42")])
    assert left
    assert [p.kind for p in left.parts] == [PartKind.CONCEPT]


def test_what_leads_to_a_worked_example_goes_with_it() -> None:
    worked = WorkedExample(problem="What do you pay?", steps=(bridge("Nothing."),), answer="42")
    draft = section(HOOK, part(*map(carried, range(3))), part(carried(3), kind=PartKind.WORKED_EXAMPLE, worked=worked)).draft
    left = pruned(draft, [fault("42")])
    assert left
    assert [one.kind for one in left.parts] == [PartKind.HOOK, PartKind.CONCEPT]


def test_parts_that_only_lead_over_go_with_what_they_led_to() -> None:
    draft = section(part(*map(carried, range(3))), part(bridge("Look again."), carried(3))).draft
    left = pruned(draft, [fault(SENTENCES[3])])
    assert left
    assert len(left.parts) == 1


def test_a_fault_that_names_nothing_that_can_go_cannot_be_pruned() -> None:
    assert pruned(DRAFT, [fault("a title that stands elsewhere")]) is None


@given(st.sets(st.sampled_from(range(4))))
def test_a_section_keeps_most_of_itself_or_is_given_up(gone: set[int]) -> None:
    left = pruned(DRAFT, [fault(SENTENCES[number]) for number in gone])
    kept = 4 - len(gone)
    if not gone or kept < max(3, 4 * KEPT):
        assert left is None
    else:
        assert left
        assert sum(bool(claim.evidence) for claim in left.claims) == kept
