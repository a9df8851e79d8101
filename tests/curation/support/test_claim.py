"""The words of a claim and their kinds."""

from bookwright.curation.support.claim import Kind, claim_words
from bookwright.curation.support.lexicon import root


def test_each_word_has_its_kind() -> None:
    words = {word.text: word.kind for word in claim_words("Sarah Miller quickly opened 25 small clinics in Leeds.")}
    assert words["Miller"] is Kind.NAME
    assert words["quickly"] is Kind.ADVERB
    assert words["opened"] is Kind.VERB
    assert words["25"] is Kind.NUMBER
    assert words["small"] is Kind.ADJECTIVE
    assert words["clinics"] is Kind.NOUN
    assert words["in"] is Kind.FUNCTION


def test_verbs_of_saying_stand_apart() -> None:
    assert [word.kind for word in claim_words("Ann told Mike.")][1] is Kind.SPEECH


def test_a_word_knows_that_a_negation_stands_before_it() -> None:
    denied = {word.text for word in claim_words("The council did not fund the building.") if word.denied}
    assert denied == {"fund", "building"}


def test_the_lemma_helps_where_the_form_does_not() -> None:
    assert root("fund") in {root for word in claim_words("The funds came.") for root in (word.root, word.base)}


def test_an_empty_claim_has_no_words() -> None:
    assert claim_words("") == ()
    assert claim_words("…!") == ()
