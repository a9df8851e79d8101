"""The rules on more than one sentence: what stands before and after, lists, headings, terms in bold."""

import re

import pytest

from tests.agents.extractive.conftest import asked_of


def test_a_definition_takes_in_the_sentence_that_continues_it() -> None:
    text = "A gauge is a metric that represents a single numerical value. It can go up and down."
    assert asked_of(text)["What is a gauge?"] == text


def test_a_pronoun_is_asked_of_by_the_subject_before_and_both_sentences_answer() -> None:
    text = "Sputnik was a small sphere of metal. Longitudinal studies are common in medicine. They require a great deal of time and money."
    answers = asked_of(text)
    assert answers["What do longitudinal studies require?"] == text.split(". ", 1)[1]


def test_a_pronoun_that_may_mean_another_noun_is_not_resolved() -> None:
    text = "Longitudinal studies follow groups of people. They require a great deal of time and money."
    assert "What do longitudinal studies require?" not in asked_of(text)


def test_a_list_is_answered_by_its_lead_in_and_all_its_items() -> None:
    text = "Each packet consists of:\n\na header with the version\na body with the payload"
    assert asked_of(text) == {"What does each packet consist of?": text}


def test_the_items_of_a_list_may_follow_a_duty() -> None:
    text = "Your complaint must include the following information:\n\nthe name of the owner\nthe address of the work"
    assert list(asked_of(text)) == ["Which information must your complaint include?"]


def test_an_entry_of_a_list_of_keywords_is_asked_for_by_its_kind() -> None:
    text = "break: Exit a loop immediately.\nasync: Return a future instead of blocking the thread."
    answers = asked_of(text, headings=("Keywords Currently in Use",))
    assert answers["What is the keyword break used for?"] == "break: Exit a loop immediately."


def test_a_heading_that_asks_is_answered_by_its_paragraph() -> None:
    text = "Can Prometheus be made highly available?\n\nYes, run identical servers on two or more separate machines."
    answers = asked_of(text, headings=("Can Prometheus be made highly available?",))
    assert answers["Can Prometheus be made highly available?"] == "Yes, run identical servers on two or more separate machines."


def test_a_pointer_to_a_listing_is_left_out_of_the_answer() -> None:
    answers = asked_of("To create a new and empty vector, we call the Vec::new function, as shown in Listing 8-1.")
    assert answers == {"How do you create a new and empty vector?": "To create a new and empty vector, we call the Vec::new function"}


def test_code_and_tables_make_no_question() -> None:
    assert asked_of("fn main() {\n    let x = 5; // A scope is the range within a program for which an item is valid.\n}") == {}
    assert asked_of("Term | Meaning\nA scope is a range | A slice is a reference to a run of elements") == {}


KEY_TERMS = [
    ("The **cochlea** is a tube that holds the receptor cells of hearing.", "What is the cochlea?"),
    ("**Conception** occurs when a sperm fertilizes an egg and forms a zygote.", "What is conception?"),
    ("**Social loafing** involves a reduction of individual output on tasks of a group.", "What is social loafing?"),
    ("Memory is aided by **rehearsal**, or the conscious repetition of information to be remembered.", "What is rehearsal?"),
    ("Many species respond to **pheromones**, which are chemical messages sent by another individual.", "What are pheromones?"),
    ("The apparent shift of an object as a result of the motion of the observer is called **parallax**.", "What is parallax?"),
]


def asked_of_key_terms(marked: str) -> dict[str, str]:
    """Question to answer for a text whose key terms stand between asterisks."""
    return asked_of(marked.replace("**", ""), key_terms=tuple(re.findall(r"\*\*(.+?)\*\*", marked)))


@pytest.mark.parametrize(("marked", "question"), KEY_TERMS, ids=lambda value: value[:40])
def test_a_term_in_bold_is_asked_for_where_the_sentence_explains_it(marked: str, question: str) -> None:
    assert question in asked_of_key_terms(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "In cases of **comorbidity**, the best treatment is thought to address all disorders at once.",
        "**Note** that the telescope must be cooled before any image is taken with it.",
        "The nature of these objects was understood by **Walter Cannon** at the school of medicine.",
        "One plate is often forced beneath another in what is called a **subduction** zone.",
    ],
)
def test_a_term_in_bold_that_is_not_explained_is_not_asked_for(marked: str) -> None:
    assert not any(question.startswith("What is") for question in asked_of_key_terms(marked))


def test_a_term_is_asked_for_by_its_description_and_by_its_name() -> None:
    text = "A gauge is a metric that represents a single numerical value."
    assert list(asked_of(text)) == ["What is a gauge?", "What is the term for a metric that represents a single numerical value?"]


@pytest.mark.parametrize(
    "text",
    [
        "The placenta is the most important structure for the growth of a child.",
        "Stratification refers to a system of access to basic, valuable, and social resources.",
        "A good example is a small program that counts the words of a text.",
    ],
)
def test_what_ranks_or_lists_is_no_description_to_go_by(text: str) -> None:
    assert not any("the term for" in question for question in asked_of(text))
