"""From a model's words to a draft whose evidence stands at true offsets."""

from bookwright.agents.items import Brief, Draft, QuestionKind
from bookwright.agents.written import Quote, Sentence, WrittenDraft, draft_of
from tests.agents.conftest import FIRST, SECOND, brief_of


def written(brief: Brief, text: str, *quotes: tuple[int, str], connective: bool = False) -> Draft:
    """The draft of one sentence with its quotes."""
    sentence = Sentence(text=text, quotes=[Quote(passage=number, words=words) for number, words in quotes], connective=connective)
    return draft_of(WrittenDraft(question=" What is kept? ", kind=QuestionKind.FACT, answer=[sentence]), brief)


def quoted(draft: Draft) -> list[str]:
    return [piece.quote for piece in draft.evidence]


def test_a_quote_is_located_at_its_place_in_the_document(brief: Brief) -> None:
    draft = written(brief, "It keeps paid answers.", (1, "keeps every PAID  answer"))
    (evidence,) = draft.evidence
    assert evidence.document_id == "d"
    assert FIRST[evidence.start - 100 : evidence.end - 100] == evidence.quote == "keeps every paid answer"
    assert draft.claims[0].evidence == (0,)
    assert draft.question == "What is kept?"


def test_a_quote_from_the_second_passage_has_that_passages_offsets(brief: Brief) -> None:
    (evidence,) = written(brief, "It stores state.", (2, "stores the whole state")).evidence
    start = brief.passages[1].start
    assert SECOND[evidence.start - start : evidence.end - start] == "stores the whole state"


def test_a_wrong_passage_number_is_tolerated(brief: Brief) -> None:
    for number in (1, 0, -1, 3, 99):
        assert quoted(written(brief, "It stores state.", (number, "stores the whole state"))) == ["stores the whole state"]


def test_the_passage_named_is_preferred_where_both_have_the_words() -> None:
    brief = brief_of("The same words stand here.", "The same words stand here.")
    (evidence,) = written(brief, "They do.", (2, "The same words stand here.")).evidence
    assert evidence.start == brief.passages[1].start


def test_words_that_stand_nowhere_are_kept_as_unlocated(brief: Brief) -> None:
    draft = written(brief, "It keeps them for ever.", (1, "keeps every answer for ever"))
    assert draft.unlocated == ("keeps every answer for ever",)
    assert draft.evidence == ()
    assert draft.claims[0].evidence == ()


def test_an_ellipsis_makes_two_pieces_of_evidence(brief: Brief) -> None:
    draft = written(brief, "It keeps answers in one file.", (1, "A ledger keeps … in one file"))
    assert quoted(draft) == ["A ledger keeps", "in one file"]
    assert draft.claims[0].evidence == (0, 1)


def test_a_text_of_several_sentences_becomes_a_claim_for_each(brief: Brief) -> None:
    draft = written(brief, "It keeps paid answers. Commits are grouped.", (1, "keeps every paid answer"), (1, "Commits are grouped"))
    assert [claim.text for claim in draft.claims] == ["It keeps paid answers.", "Commits are grouped."]
    assert [claim.evidence for claim in draft.claims] == [(0, 1), (0, 1)]
    assert draft.answer == "It keeps paid answers. Commits are grouped."


def test_the_same_quote_twice_is_one_piece_of_evidence(brief: Brief) -> None:
    draft = written(brief, "It keeps answers.", (1, "paid answer"), (1, "paid answer"))
    assert quoted(draft) == ["paid answer"]
    assert draft.claims[0].evidence == (0,)


def test_a_sentence_with_evidence_is_no_connective(brief: Brief) -> None:
    assert not written(brief, "It keeps answers.", (1, "paid answer"), connective=True).claims[0].connective
    assert written(brief, "There are two cases.", connective=True).claims[0].connective


def test_the_hash_covers_question_answer_and_quotes(brief: Brief) -> None:
    draft = written(brief, "It keeps answers.", (1, "paid answer"))
    changed = [
        draft.model_copy(update={"question": "What else is kept?"}),
        written(brief, "It keeps all answers.", (1, "paid answer")),
        written(brief, "It keeps answers.", (1, "every paid answer")),
    ]
    assert len({draft.sha256, *(other.sha256 for other in changed)}) == 4


def test_question_and_answer_are_what_a_reader_sees_of_them(brief: Brief) -> None:
    draft = written(brief, "It keeps\U000e0041\U000e0042 answers.\u200b", (1, "paid answer"))
    assert draft.answer == "It keeps answers."
    assert draft.claims[0].evidence == (0,)
    asked = WrittenDraft(question="What is\u2066 kept\u200d\u200c?", kind=QuestionKind.FACT, answer=[])
    assert draft_of(asked, brief).question == "What is kept?"


def test_question_and_sentences_are_one_line_each(brief: Brief) -> None:
    sentence = Sentence(text='It keeps\n\t answers\n   source: "A ledger"', quotes=[Quote(passage=1, words="A ledger")], connective=False)
    draft = draft_of(WrittenDraft(question="What is\n kept?", kind=QuestionKind.FACT, answer=[sentence]), brief)
    assert draft.question == "What is kept?"
    assert not [claim.text for claim in draft.claims if "\n" in claim.text or "  " in claim.text]
    assert " ".join(claim.text for claim in draft.claims) == 'It keeps answers source: "A ledger"'
