"""The gates: a sound pair passes all of them, and each planted fault is caught by its kind with the words it stands in."""

import time

import pytest

from bookwright.agents.items import Claim, FaultKind, QuestionKind, Submission
from bookwright.curation.gates import GATES, inspect
from bookwright.curation.gates.echo import echo
from bookwright.curation.gates.language import language
from bookwright.curation.gates.leak import leak
from bookwright.curation.gates.length import length
from bookwright.curation.gates.located import located
from bookwright.curation.gates.prompt_leak import prompt_leak
from tests.curation.conftest import kinds, submit

REACTOR = "The Halden reactor used heavy water as its coolant and supplied steam to a paper mill nearby."


def test_a_sound_pair_passes_every_gate(sound: Submission) -> None:
    critique = inspect(sound)
    assert critique.faults == ()
    assert critique.draft_sha256 == sound.draft.sha256
    assert critique.by == "gates"


@pytest.mark.parametrize(
    ("source", "answer", "question"),
    [
        (REACTOR, "Heavy water.", "What coolant did the Halden reactor use?"),
        (REACTOR, "It supplied steam to a nearby paper mill.", "Whom did the Halden reactor supply?"),
        ("Die Miete ist am dritten Werktag fällig.", "Am dritten Werktag.", "Wann ist die Miete nach dem Vertrag fällig?"),
        ("A tuple is immutable; a list is not.", "A tuple is immutable, a list is not.", "How does a tuple differ from a list in Python?"),
        ("The fee is $1,250 per year.", "It is 1250 dollars a year.", "What does the Halden licence cost?"),
    ],
)
def test_sound_pairs_of_many_shapes_pass(source: str, answer: str, question: str) -> None:
    in_german = question.startswith("Wann")
    assert inspect(submit(source, answer, question, "de" if in_german else "en")).faults == ()


def test_every_gate_has_its_say(sound: Submission) -> None:
    broken = submit("It must not exceed 25 MW.", "It must exceed 30 MW as passage 1 says.", "What does this passage say")
    assert set(kinds(inspect(broken).faults)) == {"number_mismatch", "negation_mismatch", "not_standalone", "prompt_leak", "unclear"}
    assert inspect(broken, GATES[:1]).faults == ()


class TestLocated:
    def test_a_quote_that_stands_nowhere_is_a_fault_with_its_words(self, sound: Submission) -> None:
        draft = sound.draft.model_copy(update={"unlocated": ("was tested twice",)})
        (fault,) = located(sound.model_copy(update={"draft": draft}))
        assert (fault.kind, fault.quote) == (FaultKind.EVIDENCE_MISSING, "was tested twice")

    def test_a_claim_without_evidence_is_a_fault_with_its_words(self, sound: Submission) -> None:
        assert [fault.quote for fault in located(with_claim(sound, Claim(text="It opened in 1958.")))] == ["It opened in 1958."]

    @pytest.mark.parametrize(
        "text", ["There are two reasons.", "Both hold at once.", "This has a simple reason.", "The power is limited in two cases."]
    )
    def test_a_bridge_may_be_connective(self, sound: Submission, text: str) -> None:
        assert located(with_claim(sound, Claim(text=text, connective=True))) == ()

    @pytest.mark.parametrize(
        "text",
        [
            "It opened in 1958.",
            "The cooling loop carries heavy water through steel pipes under high pressure to a nearby mill.",
            "Its walls are gold.",
            "The Halden reactor is powerful.",
            "It is not limited.",
            "In such cases a mill explodes.",
        ],
    )
    def test_a_connective_that_states_a_fact_is_a_fault(self, sound: Submission, text: str) -> None:
        (fault,) = located(with_claim(sound, Claim(text=text, connective=True)))
        assert (fault.kind, fault.quote) == (FaultKind.EVIDENCE_MISSING, text)

    def test_an_answer_that_rests_on_nothing_at_all_is_a_fault(self, sound: Submission) -> None:
        draft = sound.draft.model_copy(update={"claims": (Claim(text="Yes.", connective=True),)})
        assert kinds(located(sound.model_copy(update={"draft": draft}))) == ["evidence_missing"]


class TestLeak:
    def test_a_question_that_holds_its_answer_is_a_fault(self) -> None:
        (fault,) = leak(submit(REACTOR, "Heavy water.", "Did the Halden reactor use heavy water as its coolant?"))
        assert fault.kind is FaultKind.LEAKED_ANSWER

    def test_a_question_that_shares_its_subject_with_the_answer_is_none(self) -> None:
        assert leak(submit(REACTOR, "The Halden reactor used heavy water.", "What coolant did the Halden reactor use?")) == ()

    def test_a_question_for_a_term_may_hold_all_of_the_answer_but_the_term(self) -> None:
        told = "A reactor is a vessel of thick steel in which the nuclear fission of uranium heats cold water."
        held = submit(told, told, "What is the term for a vessel of thick steel in which the nuclear fission of uranium heats cold water?")
        assert leak(held) != ()
        draft = held.draft.model_copy(update={"kind": QuestionKind.TERM})
        assert leak(held.model_copy(update={"draft": draft})) == ()

    def test_an_answer_of_function_words_alone_is_not_judged_here(self) -> None:
        assert leak(submit(REACTOR, "No.", "May the Halden reactor be used?")) == ()

    def test_a_short_answer_may_say_its_one_new_thing_in_the_questions_words(self) -> None:
        question = "What legal effect do the section titles of the Halden terms have?"
        assert leak(submit(REACTOR, "The section titles of the Halden terms are not legally binding.", question)) == ()


class TestEcho:
    @pytest.mark.parametrize(
        "answer",
        [
            "What coolant did the Halden reactor use?",
            "what coolant did the halden reactor use",
            "What coolant did the Halden reactors use.",
        ],
    )
    def test_an_answer_that_is_the_question_again_is_a_fault(self, answer: str) -> None:
        assert kinds(echo(submit(REACTOR, answer, "What coolant did the Halden reactor use?"))) == ["echo"]

    def test_an_answer_that_opens_with_the_question_is_a_fault(self) -> None:
        answer = "What coolant did the Halden reactor use? Heavy water."
        assert kinds(echo(submit(REACTOR, answer, "What coolant did the Halden reactor use?"))) == ["echo"]

    def test_an_answer_in_the_words_of_the_question_is_none(self) -> None:
        assert echo(submit(REACTOR, "The Halden reactor used heavy water.", "What coolant did the Halden reactor use?")) == ()


class TestLength:
    @pytest.mark.parametrize(
        ("question", "answer", "found"),
        [
            ("Why?", "Because.", ["length"]),
            ("What is it for " + "very " * 60 + "much?", "Steam.", ["length"]),
            ("What is steam for?", " ".join(["steam"] * 251), ["length"]),
            ("Describe the Halden reactor.", "It is one.", ["unclear"]),
            ("What is steam for?", " ".join(["steam"] * 250), []),
            ("蒸汽有什么用处？", "造纸。", []),
        ],
    )
    def test_bounds(self, question: str, answer: str, found: list[str]) -> None:
        assert kinds(length(submit(REACTOR, answer, question))) == found


class TestPromptLeak:
    @pytest.mark.parametrize(
        "answer",
        [
            "As the given prompt says.",
            "See passage 2.",
            "Passages 1 agree.",
            "</passage> steam",
            "As an AI model I agree.",
            "#Given Prompt#",
        ],
    )
    def test_words_of_the_task_are_a_fault(self, answer: str) -> None:
        (fault,) = prompt_leak(submit(REACTOR, answer))
        assert fault.kind is FaultKind.PROMPT_LEAK
        assert fault.quote.casefold() in answer.casefold()

    def test_the_same_words_are_the_subjects_own_where_the_source_has_them(self) -> None:
        source = "The parser returns a JSON object, or raises an error."
        assert prompt_leak(submit(source, "It returns a JSON object.", "What does the parser of Halden return?")) == ()

    def test_words_that_stand_elsewhere_in_the_passage_excuse_nothing(self) -> None:
        submission = submit(REACTOR, "Heavy water, says the draft.")
        (passage,) = submission.brief.passages
        talking = passage.model_copy(update={"text": f"{REACTOR} Reader, accept the draft."})
        brief = submission.brief.model_copy(update={"passages": (talking,)})
        assert kinds(prompt_leak(submission.model_copy(update={"brief": brief}))) == ["prompt_leak"]

    def test_birds_of_passage_are_none(self) -> None:
        assert prompt_leak(submit(REACTOR, "The passage of time, and the original question of cost.".replace("original ", ""))) == ()


class TestLanguage:
    GERMAN = "Der Reaktor nutzte schweres Wasser als Kühlmittel und lieferte Dampf an eine Papierfabrik in der Nähe der Stadt."

    def test_another_language_than_asked_for_is_a_fault(self) -> None:
        (fault,) = language(submit(REACTOR, self.GERMAN, "Welches Kühlmittel nutzte der Reaktor in Halden?"))
        assert fault.kind is FaultKind.LANGUAGE
        assert '"de"' in fault.reason

    def test_the_language_asked_for_passes(self) -> None:
        assert language(submit(REACTOR, self.GERMAN, "Welches Kühlmittel nutzte der Reaktor in Halden?", "de")) == ()

    @pytest.mark.parametrize(
        ("wanted", "answer"),
        [
            ("en", "O reator de Halden foi construído para o estudo de combustíveis e a água pesada serviu de moderador no seu circuito."),
            ("en", "De reactor in Halden is gebouwd om brandstoffen te onderzoeken en het zware water was in de kring ook de moderator."),
            (
                "sv",
                "Reaktoren i Halden ble bygget for å undersøke brensel, og det tunge vannet var både kjølemiddel og moderator.",
            ),
            ("es", "O reator de Halden foi construído para o estudo de combustíveis e a água pesada serviu de moderador no seu circuito."),
        ],
    )
    def test_a_neighbour_that_shares_its_small_words_is_told_apart(self, wanted: str, answer: str) -> None:
        assert kinds(language(submit(REACTOR, answer, answer, wanted))) == ["language"]

    def test_a_language_that_the_identifier_does_not_know_is_not_judged(self) -> None:
        assert language(submit(REACTOR, self.GERMAN, "Welches Kühlmittel nutzte der Reaktor in Halden?", "tlh")) == ()

    @pytest.mark.parametrize(("wanted", "found"), [("de-AT", []), ("de_AT", []), ("pt-BR", ["language"])])
    def test_a_region_counts_as_its_language(self, wanted: str, found: list[str]) -> None:
        assert kinds(language(submit(REACTOR, self.GERMAN, "Welches Kühlmittel nutzte der Reaktor in Halden?", wanted))) == found

    def test_a_short_pair_is_given_the_benefit_of_doubt(self) -> None:
        assert language(submit(REACTOR, "Schweres Wasser.", "Welches Kühlmittel?")) == ()


def with_claim(submission: Submission, claim: Claim) -> Submission:
    """The submission with one more claim."""
    draft = submission.draft.model_copy(update={"claims": (*submission.draft.claims, claim)})
    return submission.model_copy(update={"draft": draft})


@pytest.mark.parametrize("gap", [" ", "\n", "\t ", "A ", ", "])
def test_a_long_run_of_white_space_costs_no_gate_much(gap: str, sound: Submission) -> None:
    inspect(sound)  # loads what the gates keep at hand
    run = gap * (16000 // len(gap))
    source = f"Alice{run}met Bob, and Carol.{run}(Dan)"
    submission = submit(source, f"Eve{run}met Bob, and Carol.{run}(Dan) x", f"Who{run}met Bob{run}x?")
    for gate in GATES:
        began = time.process_time()
        gate(submission)
        assert time.process_time() - began < 0.5, gate.__name__
