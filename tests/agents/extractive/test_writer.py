"""What holds for everything that the writer hands over."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.extractive import ExtractiveCritic, ExtractiveWriter
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Submission
from tests.agents.extractive.conftest import brief_of
from tests.agents.extractive.test_rules import QUESTIONS, REFUSED

SENTENCES = [sentence for sentence, _ in QUESTIONS] + REFUSED
SEPARATORS = (" ", "\n", "\n\n")
texts = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(SEPARATORS)), min_size=1, max_size=8).map(
    lambda parts: "".join(f"{sentence}{separator}" for sentence, separator in parts).strip()
)
noise = st.text(alphabet=st.sampled_from("Aab (){}.,:;’“”\n|X is a the that because if"), min_size=1, max_size=200)


@given(texts | noise)
def test_evidence_stands_word_for_word_at_its_offsets(text: str) -> None:
    brief = brief_of(text)
    passage = brief.passages[0]
    for _, draft in write(brief):
        assert [claim.text for claim in draft.claims] == [evidence.quote for evidence in draft.evidence]
        for evidence in draft.evidence:
            assert evidence.quote == passage.text[evidence.start - passage.start : evidence.end - passage.start]


@given(texts)
def test_a_sentence_answers_two_questions_at_most_and_they_name_different_things(text: str) -> None:
    drafts = [draft for _, draft in write(brief_of(text))]
    for span in {(e.start, e.end) for draft in drafts for e in draft.evidence}:
        asked = [draft.question for draft in drafts if span in {(e.start, e.end) for e in draft.evidence}]
        assert len(asked) <= 2
        words = [content_words(question) for question in asked]
        assert all(len(one & two) <= len(one | two) / 2 for one, two in pairwise(words))


async def test_never_more_than_wanted_and_the_best_first() -> None:
    text = "\n\n".join(sentence for sentence, _ in QUESTIONS)
    weights = [candidate.weight for candidate, _ in write(brief_of(text))]
    assert weights == sorted(weights, reverse=True)
    for wanted in (0, 1, 2):
        assert len(await ExtractiveWriter()(brief_of(text, wanted=wanted))) == wanted


async def test_the_same_brief_gives_the_same_drafts() -> None:
    text = "\n\n".join(sentence for sentence, _ in QUESTIONS)
    assert await ExtractiveWriter()(brief_of(text)) == await ExtractiveWriter()(brief_of(text))


async def test_only_english_is_written() -> None:
    assert await ExtractiveWriter()(brief_of(SENTENCES[0], language="de")) == ()


async def test_its_own_critic_finds_nothing() -> None:
    brief = brief_of("\n\n".join(sentence for sentence, _ in QUESTIONS), wanted=100)
    for draft in await ExtractiveWriter()(brief):
        assert (await ExtractiveCritic()(Submission(brief=brief, draft=draft))).faults == ()
