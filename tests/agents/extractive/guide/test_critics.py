"""The critic, the reviser and the judge of a guide's sections."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.extractive.guide.faults import section_faults
from bookwright.agents.extractive.guide.judge import judge_section
from bookwright.agents.extractive.guide.reviser import revise_section
from bookwright.agents.extractive.guide.writer import write_section
from bookwright.agents.items import Claim, Decision, Fault, FaultKind
from bookwright.agents.textbook.items import Part, PartKind, SectionBrief, SectionDraft, SectionRevision, SectionSubmission
from bookwright.knowledge.evidence import Evidence
from tests.agents.extractive.guide.conftest import brief_of, briefs_of, example

SOURCE = (
    "# Tides\n\nA tide is a rise and fall of the sea that the moon and the sun bring about. It turns about every six hours. "
    "As shown in Figure 2, the moon counts for more. Spring tides are the highest tides that a month has. Charts give their height.\n\n"
    "Harbours know two kinds of tide:\n\n- spring tides, which are high\n- neap tides, which are low\n"
)


def quoting(brief: SectionBrief, *quotes: str, kind: PartKind = PartKind.CONCEPT) -> SectionSubmission:
    """A section of one part that tells just these words of the passages."""
    passage = brief.passages[0]
    starts = [passage.start + passage.text.index(quote) for quote in quotes]
    evidence = tuple(
        Evidence(document_id=passage.document_id, start=start, end=start + len(quote), quote=quote)
        for start, quote in zip(starts, quotes, strict=True)
    )
    claims = tuple(Claim(text=quote, evidence=(index,)) for index, quote in enumerate(quotes))
    return SectionSubmission(
        brief=brief, draft=SectionDraft(section="1.1", parts=(Part(kind=kind, claims=claims),), evidence=evidence)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quotes", "kind"),
    [
        (("It turns about every six hours.",), FaultKind.NOT_STANDALONE),
        (("As shown in Figure 2, the moon counts for more.",), FaultKind.NOT_STANDALONE),
        (("Spring tides are the highest tides that a month",), FaultKind.INCOMPLETE),
        (("Harbours know two kinds of tide:",), FaultKind.INCOMPLETE),
        (("Spring tides are the highest tides that a month has.",) * 2, FaultKind.DUPLICATE),
    ],
)
async def test_the_critic_quotes_each_sentence_that_cannot_stand_there(quotes: tuple[str, ...], kind: FaultKind) -> None:
    submission = quoting(brief_of(SOURCE), *quotes)
    critique = await guide_team().critics[0](submission)
    assert [(fault.kind, fault.quote) for fault in critique.faults] == [(kind, quotes[-1])]
    assert critique.draft_sha256 == submission.draft.sha256


def test_a_leaning_sentence_is_sound_after_the_one_it_leans_on() -> None:
    first = "A tide is a rise and fall of the sea that the moon and the sun bring about."
    assert section_faults(quoting(brief_of(SOURCE), first, "It turns about every six hours.")) == ()


def test_a_claim_that_is_not_its_source_is_unsupported() -> None:
    submission = quoting(brief_of(SOURCE), "Spring tides are the highest tides that a month has.")
    (part,) = submission.draft.parts
    reworded = part.claims[0].model_copy(update={"text": "Spring tides are the lowest tides that a month has."})
    draft = submission.draft.model_copy(update={"parts": (part.model_copy(update={"claims": (reworded,)}),)})
    faults = section_faults(SectionSubmission(brief=submission.brief, draft=draft))
    assert [fault.kind for fault in faults] == [FaultKind.UNSUPPORTED]
    verdict = judge_section(SectionSubmission(brief=submission.brief, draft=draft))
    assert verdict.decision is Decision.REJECT
    assert "groundedness" in verdict.shortfalls


def test_evidence_at_other_offsets_is_missing() -> None:
    submission = quoting(brief_of(SOURCE), "Spring tides are the highest tides that a month has.")
    moved = submission.draft.evidence[0].model_copy(update={"start": 0})
    draft = submission.draft.model_copy(update={"evidence": (moved,)})
    assert [fault.kind for fault in section_faults(SectionSubmission(brief=submission.brief, draft=draft))] == [FaultKind.EVIDENCE_MISSING]


async def test_the_reviser_leaves_out_what_is_faulty_and_what_then_leans_on_nothing() -> None:
    first, second = "A tide is a rise and fall of the sea that the moon and the sun bring about.", "It turns about every six hours."
    third = "Spring tides are the highest tides that a month has."
    submission = quoting(brief_of(SOURCE), first, second, third)
    fault = Fault(kind=FaultKind.UNCLEAR, quote=first, reason="Not clear.")
    revised = await guide_team().reviser(SectionRevision(submission=submission, faults=(fault,)))
    assert [claim.text for claim in revised.claims] == [third]
    assert [evidence.quote for evidence in revised.evidence] == [third]


def test_a_list_goes_with_what_leads_into_it() -> None:
    brief = brief_of(SOURCE)
    lead = quoting(brief, "Harbours know two kinds of tide:").draft
    items = quoting(brief, "spring tides, which are high", "neap tides, which are low", kind=PartKind.PROCEDURE).draft
    claims = tuple(claim.model_copy(update={"evidence": (claim.evidence[0] + 1,)}) for claim in items.claims)
    listed = items.parts[0].model_copy(update={"claims": claims})
    draft = lead.model_copy(update={"parts": (*lead.parts, listed), "evidence": (*lead.evidence, *items.evidence)})
    submission = SectionSubmission(brief=brief, draft=draft)
    assert section_faults(submission) == ()
    for quote in ("Harbours know two kinds of tide:", "neap tides, which are low"):
        fault = Fault(kind=FaultKind.UNCLEAR, quote=quote, reason="Not clear.")
        assert revise_section(SectionRevision(submission=submission, faults=(fault,))).parts == ()


def test_a_fault_of_a_term_takes_out_the_term_alone() -> None:
    brief = briefs_of(example("prometheus-metric-types.md"))[0]
    draft = write_section(brief)
    fault = Fault(kind=FaultKind.UNCLEAR, quote="gauge", reason="Not used.")
    revised = revise_section(SectionRevision(submission=SectionSubmission(brief=brief, draft=draft), faults=(fault,)))
    assert [term.name for term in revised.terms] == [term.name for term in draft.terms if term.name != "gauge"]
    assert revised.text == draft.text


def test_what_no_fault_speaks_of_stays_as_it_is() -> None:
    submission = quoting(brief_of(SOURCE), "Spring tides are the highest tides that a month has.")
    fault = Fault(kind=FaultKind.LENGTH, quote="", reason="Short.")
    assert revise_section(SectionRevision(submission=submission, faults=(fault,))) == submission.draft


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_revised_section_has_no_fault_left_but_that_it_may_say_nothing(data: st.DataObject) -> None:
    brief = briefs_of(example("prometheus-metric-types.md"))[-1]
    draft = write_section(brief)
    quotes = data.draw(st.lists(st.sampled_from([claim.text for claim in draft.claims]), unique=True))
    faults = tuple(Fault(kind=FaultKind.UNCLEAR, quote=quote, reason="Not clear.") for quote in quotes)
    revised = revise_section(SectionRevision(submission=SectionSubmission(brief=brief, draft=draft), faults=faults))
    assert not {claim.text for claim in revised.claims} & set(quotes)
    assert all(fault.quote == "" for fault in section_faults(SectionSubmission(brief=brief, draft=revised)))


async def test_the_judge_counts_and_says_what_it_counted() -> None:
    brief = briefs_of(example("prometheus-metric-types.md"))[-1]
    draft = write_section(brief)
    verdict = await guide_team().judges[0](SectionSubmission(brief=brief, draft=draft))
    assert verdict.decision is Decision.ACCEPT
    assert verdict.text_sha256 == draft.sha256
    assert set(verdict.scores) == {"groundedness", "coherence", "coverage", "substance"}
    assert f"All {len(draft.claims)} claims" in verdict.reasons[0]


async def test_a_section_that_says_next_to_nothing_is_rejected() -> None:
    brief = brief_of(SOURCE)
    thin = quoting(brief, "Charts give their height.", kind=PartKind.PROCEDURE)
    empty = SectionSubmission(brief=brief, draft=SectionDraft(section="1.1", parts=(), evidence=()))
    for submission in (thin, empty):
        verdict = await guide_team().judges[0](submission)
        assert verdict.decision is Decision.REJECT
        assert "substance" in verdict.shortfalls
