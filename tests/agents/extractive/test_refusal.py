"""Each family of questions that readers find no use in, by a sentence that would make one."""

import pytest

from tests.agents.extractive.conftest import asked_of

FAMILIES = [
    ("the author's own deed", "The reason we use unwrap is that we know the failure case won’t happen in practice."),
    ("an example's step", "To get each String, we map and unwrap each Result."),
    ("an also-remark", "We can also use underscores in multiple places within one pattern to ignore particular values."),
    ("an unnamed thing", "The key used SHALL be stored in suitably secure storage available to the application."),
    ("a bare noun", "Since the potential for attacks is greater at central verifiers, comparison SHOULD be performed locally."),
    ("no consequence", "When you’re trying to design code, writing the client interface first can help guide your design."),
    ("no limit", "Users may forget to disconnect the cryptographic device when they are done with it for the day."),
    ("author's talk", "If you’re interested in deadlocks, try creating a program that has a deadlock in two threads."),
    ("a misread verb", "Rust needs to allow you to do low-level systems programming and much else besides."),
    ("a cut-off clause", "Communication over secondary channels SHALL be encrypted unless sent via the telephone network."),
    ("an open fact", "The Prometheus team uses GitHub Actions to script their build process on every day."),
    ("an open tie", "GitHub is subject to the investigatory and enforcement powers of the Trade Commission."),
    ("a legend", "A checkmark inside a green box indicates the existence of the practice."),
    ("no definition", "GitHub Copilot is a commercial, mass-market product and has been assigned the Number of 5D992."),
]


@pytest.mark.parametrize("sentence", [sentence for _, sentence in FAMILIES], ids=[family for family, _ in FAMILIES])
def test_a_useless_question_is_not_asked(sentence: str) -> None:
    assert asked_of(sentence) == {}


def test_we_in_an_instrument_is_never_asked_as_you() -> None:
    text = "We use web beacons to help deliver cookies and gather usage and performance data."
    assert not any("you" in question.split() for question in asked_of(text, title="Acme Privacy Statement"))


def test_an_acronym_is_asked_for_only_under_its_heading() -> None:
    text = "Builds run on every change under Continuous Integration (CI) in most teams today."
    assert asked_of(text) == {}
    assert "What does CI stand for?" in asked_of(text, headings=("CI",))


DOUBTFUL = [
    ("a quantified subject", "Many modern processors contain a performance monitoring unit that exposes several counters."),
    ("a generic subject", "Familiar materials span a considerable range in density."),
    ("an order", "Extending a lifetime is an option, but don´t assume that a lock is retained by its process."),
    ("the text itself", "The Making Connections feature box discusses how poets included astronomical knowledge in their poetry."),
    ("a property", "Redis keys are binary safe; this means that you can use any binary sequence as a key."),
    ("a consequence", "Kepler’s second law is a consequence of the conservation of angular momentum."),
    ("an ideal", "Hashes are the ideal data structure to represent objects."),
    ("a circle", "createRuntime is an array of createRuntime hooks for the container."),
    ("a mere name", "Redis enters a special mode called protected mode when it is executed with the default configuration."),
    ("a bracketed type", "uidMappings (array of objects, OPTIONAL) describes the user namespace mappings of the container."),
    ("a past event", "When the Apollo astronauts landed on the Moon, some commentators said that it ruined the mystery of the Moon."),
    ("any event", "If a new key is inserted, the server may evict an older entry by a message to its clients."),
]


@pytest.mark.parametrize("sentence", [sentence for _, sentence in DOUBTFUL], ids=[family for family, _ in DOUBTFUL])
def test_a_doubtful_question_is_not_asked(sentence: str) -> None:
    assert asked_of(sentence) == {}


def test_a_heading_of_yes_or_no_must_be_answered_by_its_first_sentence() -> None:
    question = "Is the algorithm asynchronous?"
    text = f"{question}\n\nIt relies on clocks that run at nearly the same rate."
    assert question not in asked_of(text, headings=(question,))
