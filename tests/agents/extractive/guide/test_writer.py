"""Sections in the sources' own words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.extractive.guide.faults import section_faults
from bookwright.agents.extractive.guide.writer import write_section
from bookwright.agents.textbook.items import ExhibitKind, Part, PartKind, SectionBrief, SectionDraft, SectionSubmission, Term
from tests.agents.extractive.guide.conftest import brief_of, briefs_of, example

NAMES = (
    "ch10-00-generics.md",
    "ch16-03-shared-state.md",
    "nist-sp800-63b-session-management.md",
    "prometheus-alerting.md",
    "prometheus-metric-types.md",
)
SEA = """# The Sea

## Salt

Welcome to the chapter on salt! Sea water is water that holds about 35 grams of salt in each litre. It freezes at a lower temperature
than fresh water does. As shown in Table 3, the figures differ from place to place. The salt of the sea comes from rocks, because rivers
wash it out of the land and carry it along. Let's take a look at how much of it there is before we go on to the waves, which we
discuss later in this chapter together with the winds that raise them and the ships that have to meet them on their way. This is what
we saw in the last chapter as well, where it was shown that none of these can be known without the others, however long one looks at
them. In this chapter we will see that once more, and in the next chapter we will have done with it for good, so that the reader may
turn to other things that are dearer to him than the sea and its waves, such as the land, its rivers and the rocks they come from.

## Kinds of wave

Sailors know the following kinds of wave:

- wind waves, which the wind raises, and
- swell, which has left its wind behind

| Wave | Height |
|---|---|
| Swell | 2 m |
| Wind wave | 1 m |

## Rules

Keep these in mind as we go through the examples:

- A ship under sail has the right of way over a ship under power.
- A ship that overtakes keeps clear of the ship that it overtakes.
"""


def text_of(draft: SectionDraft) -> str:
    return " ".join(claim.text for claim in draft.claims)


def part_of(draft: SectionDraft, kind: PartKind) -> Part:
    return next(part for part in draft.parts if part.kind is kind)


def is_verbatim(brief: SectionBrief, draft: SectionDraft) -> bool:
    """Whether every claim is its evidence, and every piece of evidence stands in a passage at its offsets."""
    claims = (*draft.claims, *(term.definition for term in draft.terms))
    held = all(
        any(
            evidence.document_id == passage.document_id
            and passage.start <= evidence.start
            and passage.text[evidence.start - passage.start : evidence.end - passage.start] == evidence.quote
            for passage in brief.passages
        )
        for evidence in draft.evidence
    )
    return held and all([draft.evidence[index].quote for index in claim.evidence] == [claim.text] for claim in claims)


def test_key_sentences_stand_under_the_headings_of_their_source_in_reading_order() -> None:
    draft = write_section(brief_of(SEA))
    assert [part.title for part in draft.parts if part.title] == ["Salt", "Kinds of wave", "Rules"]
    starts = [draft.evidence[index].start for claim in draft.claims for index in claim.evidence]
    assert starts == sorted(starts)


def test_greetings_and_cross_references_are_not_told() -> None:
    told = text_of(write_section(brief_of(SEA)))
    assert "Welcome" not in told
    assert "Table 3" not in told


def test_a_sentence_that_leans_on_another_is_told_with_it_or_not_at_all() -> None:
    told = [claim.text for claim in write_section(brief_of(SEA)).claims]
    leaning = "It freezes at a lower temperature than fresh water does."
    assert leaning not in told or told[told.index(leaning) - 1].startswith("Sea water is water")


def test_a_list_follows_what_leads_into_it_without_the_words_that_tie_its_items() -> None:
    draft = write_section(brief_of(SEA))
    listed = part_of(draft, PartKind.LIST)
    assert [claim.text for claim in listed.claims] == ["wind waves, which the wind raises", "swell, which has left its wind behind"]
    assert draft.parts[draft.parts.index(listed) - 1].claims[-1].text == "Sailors know the following kinds of wave:"


def test_a_list_of_whole_sentences_stands_without_a_lead_in_that_speaks_of_the_text() -> None:
    draft = write_section(brief_of(SEA))
    assert "A ship under sail has the right of way over a ship under power." in text_of(draft)
    assert "Keep these in mind" not in text_of(draft)


def test_a_table_is_taken_over_as_it_stands() -> None:
    draft = write_section(brief_of(SEA))
    exhibit = part_of(draft, PartKind.EXHIBIT).exhibit
    assert exhibit is not None
    assert exhibit.kind is ExhibitKind.TABLE
    assert draft.evidence[exhibit.evidence].quote == "Wave | Height\nSwell | 2 m\nWind wave | 1 m"


def test_terms_are_those_that_the_passages_define() -> None:
    terms = {
        term.name: term.definition.text for brief in briefs_of(example("prometheus-metric-types.md")) for term in write_section(brief).terms
    }
    assert terms["gauge"] == "A gauge is a metric that represents a single numerical value that can arbitrarily go up and down."


def test_a_section_speaks_of_every_term_that_it_defines() -> None:
    for name in NAMES:
        for draft in map(write_section, briefs_of(example(name))):
            assert all(term.name.casefold() in text_of(draft).casefold() for term in draft.terms)


def test_a_term_that_a_prerequisite_defines_is_not_defined_again() -> None:
    brief = briefs_of(example("prometheus-metric-types.md"))[0]
    (first, *rest) = write_section(brief).terms
    known = brief.model_copy(update={"known": (Term(name=first.name.upper(), definition=first.definition),)})
    assert [term.name for term in write_section(known).terms] == [term.name for term in rest]


def test_no_longer_than_planned_and_than_a_third_of_the_source() -> None:
    for name in NAMES:
        for brief in briefs_of(example(name)):
            words = len(text_of(write_section(brief)).split())
            assert words <= max(min(brief.plan.words, sum(p.prose_words for p in brief.passages) // 3), 110)


def test_what_was_found_beside_the_plan_is_left_to_the_sections_it_is_planned_for() -> None:
    first, second = briefs_of(example("prometheus-metric-types.md"))[:2]
    wider = first.model_copy(update={"passages": (*second.passages, *first.passages)})
    assert write_section(wider) == write_section(first)


async def test_another_language_than_english_is_not_written() -> None:
    brief = brief_of(SEA)
    specification = brief.specification.model_copy(update={"language": "de"})
    draft = await guide_team().writer(brief.model_copy(update={"specification": specification}))
    assert draft.parts == ()
    assert draft.terms == ()


def test_the_examples_make_sections_without_fault() -> None:
    for name in NAMES:
        for brief in briefs_of(example(name)):
            draft = write_section(brief)
            assert is_verbatim(brief, draft)
            assert draft.parts
            assert section_faults(SectionSubmission(brief=brief, draft=draft)) == ()


LINES = st.sampled_from(
    [line for line in SEA.splitlines() if line]
    + [
        "A bowline is a knot that makes a loop of fixed size.",
        "This is why sailors like it, and it is called the king of knots.",
        "```\nlet x = 1;\n```",
        "The two ropes are then tied, which gives one rope:",
        "In other words, nothing is lost.",
        "“Flotsam” means any goods that float on the sea after a wreck",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", " "])), min_size=1, max_size=14))
def test_whatever_the_source_every_claim_stands_in_it_word_for_word(lines: list[tuple[str, str]]) -> None:
    brief = brief_of("# Sea\n\nThe sea is deep.\n\n" + "".join(f"{line}{gap}" for line, gap in lines))
    draft = write_section(brief)
    assert is_verbatim(brief, draft)
    faults = section_faults(SectionSubmission(brief=brief, draft=draft))
    assert all(fault.quote == "" for fault in faults)
