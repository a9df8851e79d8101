"""Coverage: which numbers, names and key terms of a passage survive."""

import pytest

from bookwright.curation.rephrase.coverage import Coverage, coverage, stated
from bookwright.knowledge.passage import Passage

PROSE = (
    "A session ends after 12 hours, and OAuth tokens end with the session. "
    "The clerk in Vienna keeps three copies of each token for 1,000 days. Use `max_age` to set it."
)


def kept_of(prose: str, told: str, language: str = "en", key_terms: tuple[str, ...] = (), cited: tuple[int, ...] = ()) -> Coverage:
    """What a text keeps of a passage that is all prose, where it cites some of the passage's sentences by their places."""
    passage = Passage(id="p", document_id="d", start=50, end=50 + len(prose), text=prose, key_terms=key_terms)
    sentences = list(stated(passage, prose, language))
    return coverage(passage, prose, told, [sentences[place] for place in cited], language)


def test_a_sentence_is_told_where_words_of_it_are_cited() -> None:
    kept = kept_of(PROSE, "A session ends after 12 hours.", cited=(0,))
    assert kept.sentences.of == 3
    assert [one.split()[0] for one in kept.sentences.lost] == ["The", "Use"]
    assert kept_of(PROSE, "All of it.", cited=(0, 1, 2)).sentences.share == 1


def test_what_states_nothing_need_not_be_told() -> None:
    prose = "Do it.\n\nThe keeper has three duties:\n\nAs this section shows, it is easy to do them.\n\nThe keeper locks the door at night."
    assert kept_of(prose, "").sentences.lost == ("The keeper locks the door at night.",)


def test_a_text_that_says_all_of_it_keeps_all_of_it() -> None:
    told = "For 1000 days, 3 copies of a token are kept by a clerk (in Vienna). OAuth tokens end as sessions do, after 12 hours: `max_age`."
    kept = kept_of(PROSE, told)
    assert (kept.numbers.lost, kept.names.lost, kept.terms.lost) == ((), (), ())
    assert kept.numbers.share == 1


def test_what_a_text_lacks_is_named() -> None:
    kept = kept_of(PROSE, "A session ends after 12 hours.", key_terms=("clerk",))
    assert kept.numbers.lost == ("1000", "3")
    assert kept.numbers.share == pytest.approx(1 / 3)
    assert kept.names.lost == ("OAuth", "Vienna", "max_age")
    assert kept.terms.lost == ("clerk", "tokens")


def test_a_passage_without_any_is_kept_whole() -> None:
    kept = kept_of("It may be so.", "Perhaps.")
    assert (kept.numbers.share, kept.names.share, kept.terms.share) == (1, 1, 1)


def test_in_other_languages_capitals_make_no_names() -> None:
    kept = kept_of("Das ist der Keller von Haus BMW.", "Das ist ein Ort.", "de")
    assert kept.names.lost == ("BMW",)


def test_addresses_reference_marks_and_list_numbers_need_not_be_told() -> None:
    listed = "1. Open the door [12] as [told](https://docs.example/2024).\n2. See https://docs.example/77 for more."
    assert kept_of(listed, "Open the door as told, and see more.").numbers.of == 0


def test_a_sentence_goes_on_over_a_soft_line_break() -> None:
    prose = "The keeper of the ledger\nlocks the door. At night the door\nof the ledger stays locked."
    assert kept_of(prose, "").sentences.lost == (
        "The keeper of the ledger\nlocks the door.",
        "At night the door\nof the ledger stays locked.",
    )
    assert kept_of(prose, "", cited=(0,)).sentences.lost == ("At night the door\nof the ledger stays locked.",)


def test_the_dots_of_code_end_no_sentence() -> None:
    assert kept_of("The keeper calls lock(...) before the door is shut at night.", "").sentences.of == 1
    assert kept_of("To lock it, the keeper calls lock(...)", "").sentences.of == 0
    assert kept_of("To lock it, the keeper calls `lock(door, ...)`", "").sentences.of == 0
    assert kept_of("The keeper of the ledger waits and waits...", "").sentences.of == 1
