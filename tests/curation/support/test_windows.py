"""Evidence windows: the sentences that cover a claim, in any language."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.support.windows import best_windows

WORDS = st.lists(st.sampled_from("clinic nurses treat children Leeds York opened 25 winter".split()), min_size=1, max_size=8).map(" ".join)


@given(WORDS, st.lists(WORDS, max_size=8), st.integers(0, 10))
def test_windows_are_distinct_indices_as_many_as_asked(claim: str, sentences: list[str], k: int) -> None:
    chosen = best_windows(claim, sentences, k)
    assert len(set(chosen)) == len(chosen) == min(k, len(sentences))
    assert all(0 <= index < len(sentences) for index in chosen)


def test_the_sentence_that_says_it_comes_first(lines: tuple[str, ...]) -> None:
    for index, line in enumerate(lines):
        assert best_windows(line, lines)[0] == index


def test_the_second_window_adds_what_the_first_has_not(lines: tuple[str, ...]) -> None:
    doubled = (lines[1], lines[1], lines[3])
    assert set(best_windows("The clinic employs 25 nurses and the council did not fund the building.", doubled, 2)) in ({0, 2}, {1, 2})


def test_kin_finds_what_the_words_do_not() -> None:
    lines = ("It rained.", "The firm purchased a tractor.", "Dogs bark.")
    assert best_windows("A company bought the machine.", lines, 1) == (1,)


def test_other_languages_are_compared_by_their_letters() -> None:
    german = ("Der Hund schläft im Garten.", "Die Kündigungsfrist beträgt drei Monate.", "Es regnet.")
    assert best_windows("Kündigungsfristen von drei Monaten", german, 1, language="de") == (1,)
    japanese = ("犬が庭で寝ています。", "契約の期間は三か月です。")
    assert best_windows("契約期間は三か月", japanese, 1, language="ja") == (1,)


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert best_windows("The clinic opened.", ()) == ()
    assert best_windows("Die Klinik öffnet.", (), language="de") == ()
    assert best_windows("", ("One.", "Two."), 1) == (0,)
