"""The writer, the reviser and the critic of sections: what becomes of a model's reply."""

import json
from typing import Any

import pytest

from bookwright.agents.items import FaultKind, Standing
from bookwright.agents.textbook.check import MathCheck
from bookwright.agents.textbook.items import PartKind, SectionBrief, SectionDraft, SectionRevision, SectionSubmission
from bookwright.agents.textbook.section_critic import SectionCritic
from bookwright.agents.textbook.section_reviser import SectionReviser
from bookwright.agents.textbook.section_writer import SectionWriter
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying
from tests.agents.textbook.conftest import CODE, CONCEPT, HOOK, TABLE, TERM, WORKED, part, said, section


async def written(brief: SectionBrief, reply: dict[str, Any]) -> SectionDraft:
    return await SectionWriter(saying(json.dumps(reply)))(brief)


async def revised(brief: SectionBrief, draft: SectionDraft, **reply: Any) -> SectionDraft:
    whole = json.dumps({"changed": [], "added": [], "terms": None} | reply)
    return await SectionReviser(saying(whole))(SectionRevision(submission=SectionSubmission(brief=brief, draft=draft), faults=()))


async def test_every_quote_of_a_section_is_located(brief: SectionBrief) -> None:
    draft = await written(brief, section(HOOK, CONCEPT, WORKED))
    assert [claim.connective for claim in draft.claims] == [True, False, False, True]
    for evidence in draft.evidence:
        home = next(p for p in brief.passages if p.start <= evidence.start and evidence.end <= p.end)
        assert home.text[evidence.start - home.start : evidence.end - home.start] == evidence.quote
    assert draft.terms[0].definition.evidence == draft.claims[1].evidence
    assert draft.parts[2].worked
    assert draft.parts[2].worked.check == MathCheck(expression="12+30", equals="42")
    assert not draft.unlocated


@pytest.mark.parametrize(
    ("kind", "words", "whole"),
    [
        ("table", "plan | price | seats … large | 30 | 9", TABLE),
        ("table", "small | 12 | 3", TABLE),
        ("code", "def total(prices): … print(total([12, 30]))", CODE),
    ],
)
async def test_an_exhibit_is_taken_over_whole_from_its_first_and_last_words(brief: SectionBrief, kind: str, words: str, whole: str) -> None:
    shown = {"kind": kind, "quote": {"passage": 2, "words": words}, "caption": "As it stands"}
    draft = await written(brief, section(HOOK, CONCEPT, part("exhibit", exhibit=shown)))
    exhibit = draft.parts[2].exhibit
    assert exhibit
    assert draft.evidence[exhibit.evidence].quote == whole


async def test_words_that_stand_nowhere_are_kept_as_a_fault(brief: SectionBrief) -> None:
    draft = await written(brief, section(part("concept", said("The ledger is blue.", "the ledger is painted blue"))))
    assert draft.unlocated == ("the ledger is painted blue",)
    assert draft.claims[0].evidence == ()
    assert not draft.claims[0].connective


@pytest.mark.parametrize(
    ("reply", "wish"),
    [
        ({"parts": [], "terms": []}, "write the section"),
        (section(part("worked_example", said("Look.", connective=True))), "give its problem, steps and answer"),
        (section(part("concept", title="Empty")), '"Empty" holds nothing'),
        (section(part("exhibit", said("Look.", connective=True))), 'give what it shows as "exhibit"'),
    ],
)
async def test_a_section_that_holds_nothing_is_asked_for_again_with_the_reason(
    brief: SectionBrief, reply: dict[str, Any], wish: str
) -> None:
    chat = saying(json.dumps(reply), json.dumps(section()))
    await SectionWriter(chat)(brief)
    assert wish in chat.requests[1].messages[-1].content


async def test_the_prompt_says_for_whom_and_what(brief: SectionBrief) -> None:
    chat = saying(json.dumps(section()))
    await SectionWriter(chat)(brief)
    system, user = (message.content for message in chat.requests[0].messages)
    assert "What a ledger saves" not in system
    for words in ("students in their first years", "engaging", '"en"', "1.1-a (understand)", "about 200 words", "Pace"):
        assert words in user


async def test_a_revision_changes_the_parts_that_it_names_and_no_others(brief: SectionBrief) -> None:
    draft = await written(brief, section(HOOK, CONCEPT, WORKED))
    mended = part("concept", said("Many answers share one write.", "200 answers share one write to disk"))
    after = await revised(brief, draft, changed=[{"part": 2, "becomes": [mended]}])
    assert [p.kind for p in after.parts] == [p.kind for p in draft.parts]
    assert (after.parts[0], after.parts[2]) == (draft.parts[0], draft.parts[2])
    assert after.claims[1].text == "Many answers share one write."
    assert after.evidence[after.claims[1].evidence[0]].quote == "200 answers share one write to disk"
    assert after.terms == (draft.terms[0].model_copy(update={"definition": after.terms[0].definition}),)
    assert {e.quote for e in after.evidence} == {"200 answers share one write to disk", "A ledger keeps every paid answer in one file"}


async def test_parts_go_and_come(brief: SectionBrief) -> None:
    draft = await written(brief, section(HOOK, CONCEPT, WORKED))
    summary = part("summary", said("Nothing is paid twice?", connective=True))
    after = await revised(brief, draft, changed=[{"part": 3, "becomes": []}], added=[{"after": 2, "part": summary}], terms=[TERM])
    assert [p.kind for p in after.parts] == [PartKind.HOOK, PartKind.CONCEPT, PartKind.SUMMARY]


async def test_a_reviser_with_nothing_to_mend_gives_the_same_draft(brief: SectionBrief) -> None:
    draft = await written(brief, section())
    assert await revised(brief, draft) is draft


@pytest.mark.parametrize("reply", [{"changed": [{"part": 9, "becomes": []}]}, {"added": [{"after": 9, "part": HOOK}]}])
async def test_a_part_that_is_not_there_cannot_be_changed(brief: SectionBrief, reply: dict[str, Any]) -> None:
    with pytest.raises(ReplyUnreadable):
        await revised(brief, await written(brief, section()), **reply)


def checked(number: int, standing: str = "supported") -> dict[str, Any]:
    return {"sentence": number, "source_words": "every paid answer", "reason": "said", "standing": standing}


async def criticised(brief: SectionBrief, *sentences: dict[str, Any], faults: Any = ()) -> Any:
    draft = await written(brief, section(HOOK, CONCEPT, WORKED))
    chat = saying(json.dumps({"sentences": list(sentences), "checks": [], "faults": list(faults)}))
    return draft, await SectionCritic(chat)(SectionSubmission(brief=brief, draft=draft))


async def test_a_critic_checks_the_sourced_sentences_and_the_definitions_by_number(brief: SectionBrief) -> None:
    draft, critique = await criticised(brief, checked(2), checked(3), checked(5))
    assert critique.draft_sha256 == draft.sha256
    assert [check.claim for check in critique.checks] == [1, 2, 4]
    assert critique.faults == ()


async def test_a_sentence_that_is_not_carried_is_a_fault_also_where_none_is_named(brief: SectionBrief) -> None:
    draft, critique = await criticised(brief, checked(2), checked(3, "contradicted"), checked(5))
    (fault,) = critique.faults
    assert (fault.kind, fault.quote) == (FaultKind.CONTRADICTED, draft.claims[2].text)


@pytest.mark.parametrize(
    "words", ["explain why nothing is paid twice", "bought already", "Two plans", "come to 42", "both plans", "ledger"]
)
async def test_a_fault_may_name_any_words_of_the_section_or_of_an_objective(brief: SectionBrief, words: str) -> None:
    fault = {"words": words, "reason": "so", "kind": "unclear", "remedy": ""}
    _, critique = await criticised(brief, checked(2), checked(3), checked(5), faults=[fault])
    assert critique.faults[0].quote == words
    assert critique.checks[0].standing is Standing.SUPPORTED


@pytest.mark.parametrize("sentences", [[2, 3], [1, 2, 3, 5], [2, 3, 5, 5]])
async def test_a_critic_who_leaves_out_a_sentence_is_asked_again(brief: SectionBrief, sentences: list[int]) -> None:
    with pytest.raises(ReplyUnreadable, match=r"\[2, 3, 5\] once"):
        await criticised(brief, *map(checked, sentences))


async def test_illustrations_and_worked_examples_are_told_apart_from_what_the_source_says(brief: SectionBrief) -> None:
    made_up = part(
        "illustration",
        said("Ada takes 3 small plans.", connective=True),
        said("Each costs 12, so she pays 3 × 12 = 36.", "small | 12 | 3", passage=2),
    )
    draft = await written(brief, section(HOOK, CONCEPT, made_up, WORKED))
    assert draft.illustrations == (3, 4, 5)
    assert all(claim.evidence or claim.connective for claim in draft.claims)
    assert [draft.is_invented(one) for one in draft.parts] == [False, False, True, True]


async def test_a_worked_example_in_the_words_of_the_source_is_not_invented(brief: SectionBrief) -> None:
    theirs = WORKED | {"worked": WORKED["worked"] | {"problem": "The plans are these"}}
    quoting = part("concept", said("There are plans.", "The plans are these", passage=2))
    draft = await written(brief, section(quoting, theirs))
    assert draft.illustrations == ()
