"""Subjects that say too little, and sentences that do not tell what would be asked of them."""

import pytest

from tests.agents.extractive.conftest import asked_of

HOLLOW = [
    (
        "a heading joined to its sentence",
        "Challenges faced by modern systems Modern systems are defined by an increasing number of moving parts.",
    ),
    ("a relational noun of nothing", "Signs and symptoms include malaise, loss of appetite, dark urine, pain and vomiting."),
    ("a relational noun with an adjective", "Serious cases can lead to pneumonia and other complications that can be fatal."),
    ("what differs from each to each", "Each BSL requires a different level of biocontainment to prevent the spread of infectious agents."),
    ("a comparative of nothing", "Higher resolution causes higher resource usage on every server that scrapes it."),
    ("a doing of which too much may be told", "Promoting and launching your project takes time and dedication from all who join."),
    ("a duty only to occur", "Once the complete chromosome has been replicated, termination of DNA replication must occur."),
    ("an advice to mind something", "If you use a formatter to format your source code, note that it adds no file to your project."),
    ("a threat", "Unless a theory can explain the observed facts, the theory will vanish from the textbooks of science."),
    ("an agent that is someone", "House members are elected by the voters in their specific congressional districts."),
    ("people who suffer it", "In African countries, people are identified by their country of birth or by their kin."),
    ("what is not", "Sterilization protocols require procedures that are not practical in most of the settings."),
    ("a rating", "The clearest sign of an ineffective Congress is that the threat of a shutdown has become a constant."),
    ("a factor for someone", "Another factor for potential candidates is whether the seat they are considering is open."),
    ("a problem for someone", "The problem for Norris was that the party had the power to thwart him at every turn."),
    ("one outcome of many", "A final outcome of industrialization is a loss of connectivity between a worker and the work."),
    ("an event with an unknown doer", "In 1842, a truce was signed by the generals of Florida."),
    ("an event without a name", "In 1842, the army removed the last villages of the swamp."),
    ("an event joined to another", "In 1789 the debate began. But in 1790, Madison shifted his ground on the debts."),
    ("an event whose end is cut", "Congress and the president joined forces in 1905 to create the Forest Service."),
    ("a count without a time", "Two million people were turned into homeless migrants who wandered the country."),
    ("parts that are not told", "An image consists of several different components, arranged in a graph."),
    ("a finding of one unknown study", "A meta-analysis of many experiments found that attractiveness benefits people at work."),
    (
        "a phrase before the subject",
        "Rather than resting in the hands of individuals, a variety of groups that compete hold the power together.",
    ),
]


@pytest.mark.parametrize("sentence", [sentence for _, sentence in HOLLOW], ids=[family for family, _ in HOLLOW])
def test_what_says_too_little_is_not_asked(sentence: str) -> None:
    assert asked_of(sentence) == {}


def test_a_thing_brought_in_before_is_not_asked_as_if_it_were_known() -> None:
    told = "The light is absorbed by a pigment protein complex called bacteriorhodopsin in the membrane."
    assert asked_of(f"Halobacteria use red light. {told}", headings=("Light",)) == {}
    assert "What is the light absorbed by?" in asked_of(told, headings=("Light",))


def test_a_sentence_that_turns_from_something_else_is_not_asked_of() -> None:
    text = "Pride connects the people of a society. But ethnocentrism can lead to disdain or dislike of other cultures."
    assert not any("ethnocentrism" in question for question in asked_of(text))


UNEXPLAINED = [
    ("pardons", "By the end of his presidency, Obama had granted 212 pardons, or 6 percent of all the petitions received."),
    ("soma", "The terminals form a synapse with the dendrites, soma, or sometimes the axon of the next neuron."),
    ("Streptococcus", "Streptococcus, the name of which comes from the Greek word for twisted chain, causes diseases."),
    ("debates", "While most voters think only of debates, the general election season sees a good many of them."),
    ("validity", "They were looking for the validity, or accuracy, of information collected in a natural setting."),
    ("opponent theory", "The trichromatic theory is not alone—another major theory of color vision is known as the opponent theory."),
]


@pytest.mark.parametrize(("term", "sentence"), UNEXPLAINED, ids=[term for term, _ in UNEXPLAINED])
def test_a_key_term_is_asked_only_where_it_is_explained(term: str, sentence: str) -> None:
    assert asked_of(sentence, key_terms=(term,)) == {}


def test_a_key_term_after_a_possessive_is_asked_as_a_term() -> None:
    text = "Chemists draw molecules by their structural formula, which is a graphic representation of the structure of atoms."
    assert "What does the term “structural formula” refer to?" in asked_of(text, key_terms=("structural formula",))


def test_a_key_term_of_many_is_asked_in_the_plural() -> None:
    text = "Following ingestion by a pig, the eggs hatch in the intestine to form larvae called cysticerci."
    assert "What are cysticerci?" in asked_of(text, key_terms=("cysticerci",))


def test_a_rule_for_an_entry_is_no_purpose_of_it() -> None:
    text = "allOf - Inline or referenced schema MUST be of a Schema Object.\nanyOf - Inline or referenced schema MUST be one object."
    assert asked_of(text, headings=("Keywords",)) == {}


def test_a_term_is_no_value_of_a_property() -> None:
    text = "The value of the digest property is a string consisting of an algorithm portion and an encoded portion."
    assert not any(question.startswith("What is the term") for question in asked_of(text))


def test_a_chapter_on_policy_is_no_instrument() -> None:
    text = "Medicare provides three major forms of coverage: hospital insurance, supplemental coverage and a drug benefit."
    assert not any(question.startswith("Under") for question in asked_of(text, title="Policy Arenas"))
    assert not any(question.startswith("Under") for question in asked_of(text, title="Economic Policy"))


HALF_TOLD = [
    ("due under a condition", "Implementations MUST generate an error if they encounter an unknown value while unpacking an image."),
    ("once held", "The American population included millions of immigrants with family ties to many nations."),
    ("told of others", "Descriptors SHOULD be embedded in other formats to securely reference external content."),
    ("an object cut off", "In 1845, Congress passed legislation that moved the presidential Election Day to November."),
    ("a reason for an aside", "Even years are reserved for such elections—known as midterms because they fall in the middle of a term."),
    ("a complement cut off", "Vigorous use of the veto power can cause observers to judge a president as strong and independent."),
    ("an alternative cut off", "Sociologists use a term to describe the consistency, or lack of it, of the rank of an individual."),
    ("a comparison", "Signing statements are less powerful than vetoes, though congressional opponents have complained."),
    ("two ratings", "Fixed interval is the least productive and the easiest to extinguish."),
]


@pytest.mark.parametrize("sentence", [sentence for _, sentence in HALF_TOLD], ids=[family for family, _ in HALF_TOLD])
def test_what_is_only_half_told_is_not_asked(sentence: str) -> None:
    assert asked_of(sentence) == {}


MERELY_NAMED = [
    ("shaping", "In his famous conditioning experiments with rats, Skinner often used an approach called shaping."),
    ("tsetse fly", "Soon after the bite of a tsetse fly, a chancre forms at the site of the infection."),
    ("Genes", "Genes are also associated with temperament and a number of psychological disorders."),
]


@pytest.mark.parametrize(("term", "sentence"), MERELY_NAMED, ids=[term for term, _ in MERELY_NAMED])
def test_a_key_term_that_is_merely_named_is_not_asked(term: str, sentence: str) -> None:
    assert not any(question.lower().endswith(f"{term.lower()}?") for question in asked_of(sentence, key_terms=(term,)))


def test_a_key_term_has_the_number_of_the_verb_that_tells_of_it() -> None:
    text = (
        "The law makes provisions for bona fide qualifications (BFOQs), which are requirements of certain occupations that all must meet."
    )
    assert "What are bona fide qualifications (BFOQs)?" in asked_of(text, key_terms=("bona fide qualifications (BFOQs)",))


def test_a_day_without_its_year_sets_no_question() -> None:
    text = "On January 30, leaders of Montgomery challenged the segregation of buses because the city refused their demands."
    assert asked_of(text) == {}


def test_a_name_keeps_its_capital_inside_a_question() -> None:
    text = "Nixon’s attempt to deal with inflation was to apply wage and price controls on the economy."
    assert "What was Nixon’s attempt to deal with inflation?" in asked_of(text)


def test_a_group_in_apposition_is_asked_in_the_plural() -> None:
    text = "Reagan worried about the Sandinistas, a revolutionary group that received support from Cuba, for many years."
    assert "What are the Sandinistas?" in asked_of(text)


def test_the_end_of_a_name_is_no_term() -> None:
    text = "Walker published the Appeal to the Colored Citizens of the World, a radical pamphlet warning of the evils of slavery."
    assert not any("the World" in question for question in asked_of(text))


def test_a_title_is_named_without_its_ornament() -> None:
    text = "“Security risk” refers to a situation that involves exposure to physical danger."
    assert "Under the Acme Removal Policy, what does “Security risk” refer to?" in asked_of(text, title="🔎 Acme Removal Policy")
