"""Evidence made ready: where each root stands, what stands near what, and what is denied."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.support.evidence import negated, ready, words_of
from bookwright.curation.support.lexicon import root

WORDS = st.lists(st.sampled_from("the clinic nurses treat 25 children Leeds not open".split()), min_size=1, max_size=12).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_each_root_is_found_where_it_stands(texts: list[str]) -> None:
    evidence = ready(tuple(texts))
    for word, places in evidence.places_of.items():
        assert [evidence.stream[place] for place in places] == [word] * len(places)
        assert set(evidence.sentences_of[word]) == {index for index, text in enumerate(texts) if word in map(root, words_of(text))}
        assert 0 < evidence.rarity[word] <= 1


def test_near_asks_for_order_and_distance(lines: tuple[str, ...]) -> None:
    evidence = ready(lines)
    assert evidence.near("25", root("nurses"), 1)
    assert not evidence.near(root("nurses"), "25", 5)
    assert not evidence.near("25", root("children"), 2)


def test_no_distance_leads_out_of_a_sentence_for_pairs(lines: tuple[str, ...]) -> None:
    assert (root("Monday"), root("the")) not in ready(lines).pairs


def test_between_names_the_content_that_stands_there(lines: tuple[str, ...]) -> None:
    evidence = ready(lines)
    assert evidence.between(root("employs"), root("nurses"), 4) == ("25",)
    assert evidence.between(root("Sarah"), root("Miller"), 4) == ()


def test_a_negation_reaches_three_words_and_no_further_clause() -> None:
    words = "it does not open early on any day because doors close".split()
    assert negated(words, list(map(root, words))) == {root("open"), root("early")}


def test_what_is_always_denied_is_denied(lines: tuple[str, ...]) -> None:
    evidence = ready(lines)
    assert evidence.denies(root("fund"))
    assert not evidence.affirms(root("fund"))
    assert evidence.affirms(root("clinic"))
    assert not evidence.denies("unheard")


def test_no_evidence_is_ready_too() -> None:
    assert ready(()).sentences == ()
