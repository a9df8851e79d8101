"""How an answer is written out: every citation points at its sentence."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.knowledge.evidence import Evidence
from bookwright.service.serve.openai.answer import NOT_FOUND, Answer, Cited, Origin, written

ORIGINS = {"a": Origin(document_id="1", name="one.md"), "b": Origin(document_id="2", name="two.md")}
EVIDENCE = st.builds(
    Evidence, document_id=st.sampled_from("ab"), start=st.integers(0, 9), end=st.integers(10, 20), quote=st.text(min_size=1)
)
SENTENCES = st.lists(st.builds(Cited, text=st.text(min_size=1), evidence=st.lists(EVIDENCE, max_size=3).map(tuple)), min_size=1, max_size=4)


@given(SENTENCES)
def test_a_citation_points_at_its_sentence_and_each_piece_of_evidence_has_one_number(sentences: list[Cited]) -> None:
    made = written(Answer(sentences=tuple(sentences), by="rules"), ORIGINS)
    wanted = [(sentence.text, piece) for sentence in sentences for piece in sentence.evidence]
    assert [(made.content[one.start : one.end], one.evidence) for one in made.citations] == wanted
    distinct = {piece for _, piece in wanted}
    assert all(f"[{number}] " in made.pieces[-1] for number in range(1, len(distinct) + 1))


def test_no_sentence_is_said_in_words() -> None:
    assert written(Answer(sentences=(), by="rules"), {}).content == NOT_FOUND
