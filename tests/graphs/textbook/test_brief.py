"""What a section is told of the sections before it."""

from collections.abc import Sequence

import pytest

from bookwright.agents.items import Claim, Decision, Verdict
from bookwright.agents.textbook.items import SectionDraft, Term
from bookwright.agents.textbook.plan import Bloom, Objective, Plan, PlannedChapter, PlannedSection
from bookwright.agents.textbook.specification import Specification
from bookwright.curation.book.records import SectionVersion
from bookwright.graphs.textbook.brief import known_to
from bookwright.graphs.textbook.ways import Outcome, SectionWay


def plan_of(needs: Sequence[Sequence[int]]) -> Plan:
    """A plan whose sections are numbered from 0, each with its prerequisites."""
    sections = tuple(
        PlannedSection(
            id=str(number),
            title=f"Section {number}",
            objectives=(Objective(id=f"{number}-a", bloom=Bloom.REMEMBER, text="Tell it."),),
            prerequisites=tuple(map(str, needed)),
            passages=("p",),
        )
        for number, needed in enumerate(needs)
    )
    return Plan(title="Book", specification=Specification(), chapters=(PlannedChapter(title="Chapter", sections=sections),))


def outcomes_of(plan: Plan) -> dict[str, Outcome]:
    """Every section accepted, each with a term of its own."""
    outcomes = {}
    for section in plan.sections:
        term = Term(name=f"term {section.id}", definition=Claim(text="It is defined."))
        draft = SectionDraft(section=section.id, parts=(), terms=(term,), evidence=())
        verdict = Verdict(decision=Decision.ACCEPT, by="rules", text_sha256=draft.sha256)
        way = SectionWay(versions=(SectionVersion(draft=draft, operator="write", by="rules"),), verdict=verdict)
        outcomes[section.id] = Outcome(way=way)
    return outcomes


@pytest.mark.parametrize(
    "needs",
    [
        pytest.param([range(max(0, number - 3), number) for number in range(60)], id="each needs the three before it"),
        pytest.param([range(max(0, number - 1), number) for number in range(1500)], id="a long chain"),
    ],
)
def test_a_section_knows_the_terms_of_all_that_leads_to_it_however_entangled(needs: list[range]) -> None:
    plan = plan_of(needs)
    known = known_to(plan.sections[-1], plan, outcomes_of(plan))
    assert [term.name for term in known] == [f"term {number}" for number in range(len(needs) - 1)]


def test_a_section_does_not_know_what_only_stands_before_it() -> None:
    plan = plan_of([[], [0], [], [1], [2]])
    known = [term.name for term in known_to(plan.sections[3], plan, outcomes_of(plan))]
    assert known == ["term 0", "term 1"]
