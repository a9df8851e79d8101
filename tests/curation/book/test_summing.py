"""Summaries: a sentence rests on the sentences of its section that say it together."""

from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import PartKind
from bookwright.curation.book.summing import summed_up
from tests.curation.book.drafts import bridge, carried, part, section

TOLD = part(*map(carried, range(4)))
BOTH = "Since the ledger keeps every paid answer, a killed run that reads it pays for nothing twice."


def summary(*claims: Claim) -> tuple[Claim, ...]:
    return summed_up(section(TOLD, part(*claims, kind=PartKind.SUMMARY)).draft).parts[-1].claims


def test_a_sentence_that_relates_two_others_has_the_evidence_of_both() -> None:
    (claim,) = summary(Claim(text=BOTH))
    assert set(claim.evidence) == {0, 3}


def test_what_the_section_does_not_say_stays_without_evidence() -> None:
    wild = Claim(text="Gardens flourish wherever patient gardeners water their roses.")
    assert summary(wild) == (wild,)


def test_what_has_evidence_or_states_nothing_stays_as_it_is() -> None:
    own, leading = carried(1, "Grouped commits share a write."), bridge("What if the disk is full?")
    assert summary(own, leading) == (own, leading)


def test_only_sentences_before_it_carry_a_summary_and_only_summaries_are_carried() -> None:
    before = section(part(Claim(text=BOTH), kind=PartKind.SUMMARY), TOLD).draft
    concept = section(TOLD, part(Claim(text=BOTH))).draft
    assert summed_up(before) is before
    assert summed_up(concept) is concept


def test_a_section_that_was_summed_up_stays_as_it_is() -> None:
    once = summed_up(section(TOLD, part(Claim(text=BOTH), kind=PartKind.SUMMARY)).draft)
    assert summed_up(once) is once
