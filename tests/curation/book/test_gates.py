"""The gates of sections and exercises: what they find, and what they let pass."""

from typing import Any

import pytest

from bookwright.agents.items import Claim, FaultKind
from bookwright.agents.textbook.check import CodeCheck, MathCheck
from bookwright.agents.textbook.items import ExerciseKind, Exhibit, ExhibitKind, PartKind, Term, WorkedExample
from bookwright.curation.book.gates import exercise_faults, section_faults
from tests.curation.book.drafts import BRIEF, SENTENCES, bridge, carried, exercise, part, section

HOOK = part(bridge("What would you pay for an answer that you have bought already?"), kind=PartKind.HOOK)
QUESTION = "Why does an engine with a ledger pay for no answer twice?"
READS_FIRST = carried(2, "The engine does not ask a model before it has read the ledger.")


def kinds(faults: Any) -> list[FaultKind]:
    return [fault.kind for fault in faults]


def test_a_sound_section_passes() -> None:
    term = Term(name="ledger", definition=carried(0))
    assert section_faults(section(HOOK, part(*map(carried, range(4))), terms=(term,))) == ()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (carried(1, "Commits are grouped, so that 300 answers share one write to disk."), FaultKind.NUMBER_MISMATCH),
        (carried(2, "The engine asks a model before it has read the ledger."), FaultKind.NEGATION_MISMATCH),
        (carried(0, "A ledger of Marlow keeps every paid answer in one file beside the records."), FaultKind.NAME_MISMATCH),
        (carried(0, "Gardens flourish wherever patient gardeners water their roses."), FaultKind.WRONG_EVIDENCE),
        (Claim(text="Ledgers are cheap."), FaultKind.EVIDENCE_MISSING),
        (bridge("It saves 40 calls."), FaultKind.EVIDENCE_MISSING),
        (carried(0, "A ledger keeps every paid answer in one file beside the"), FaultKind.TRUNCATED),
    ],
)
def test_each_claim_is_held_against_its_evidence(claim: Claim, kind: FaultKind) -> None:
    faults = section_faults(section(HOOK, part(carried(3), claim)))
    assert kind in kinds(faults)
    assert all(fault.quote in claim.text for fault in faults)


def test_an_explanation_in_words_of_its_own_is_none() -> None:
    own = carried(3, "Somebody who pulls the plug loses no money: the ledger remembers.")
    assert section_faults(section(HOOK, part(carried(0), own))) == ()


def test_words_that_were_lost_are_a_fault() -> None:
    (fault,) = section_faults(section(part(carried(0)), unlocated=("the ledger is blue",)))
    assert (fault.kind, fault.quote) == (FaultKind.EVIDENCE_MISSING, "the ledger is blue")


def test_definitions_are_held_against_their_evidence_too() -> None:
    term = Term(name="ledger", definition=carried(1, "A ledger is what 900 answers share."))
    assert FaultKind.NUMBER_MISMATCH in kinds(section_faults(section(part(carried(0)), terms=(term,))))


def test_a_term_that_is_never_used_is_a_fault() -> None:
    term = Term(name="checkpoint", definition=carried(0))
    assert kinds(section_faults(section(part(carried(0)), terms=(term,)))) == [FaultKind.UNEXPLAINED]


def test_a_section_that_mostly_leads_over_is_a_fault() -> None:
    talk = (bridge(f"Look at this once more, {name}.") for name in ("reader", "friend", "pupil", "student", "you"))
    assert kinds(section_faults(section(part(*talk, carried(0))))) == [FaultKind.TRIVIAL]


def test_a_section_of_bridges_rests_on_nothing() -> None:
    assert FaultKind.EVIDENCE_MISSING in kinds(section_faults(section(HOOK)))


def test_a_part_that_is_to_show_something_shows_it() -> None:
    empty = part(carried(0), kind=PartKind.EXHIBIT)
    assert kinds(section_faults(section(empty))) == [FaultKind.EVIDENCE_MISSING]


def test_a_section_that_is_far_too_long_is_a_fault() -> None:
    long = carried(0, " ".join([SENTENCES[0]] * 60))
    assert FaultKind.LENGTH in kinds(section_faults(section(part(long))))


@pytest.mark.parametrize(
    ("check", "answer", "found"),
    [
        (MathCheck(expression="7*200", equals="1400"), "1,400 answers", []),
        (MathCheck(expression="7*200", equals="1400"), "1500 answers", [FaultKind.CHECK_FAILED]),
        (None, "1400 answers", [FaultKind.NUMBER_MISMATCH, FaultKind.NUMBER_MISMATCH]),
    ],
)
def test_a_check_stands_in_for_the_numbers_of_a_worked_example(check: Any, answer: str, found: list[FaultKind]) -> None:
    steps = (carried(1, "In each of the 7 writes, 200 answers share one write to disk."), bridge("So 7 times 200 is 1400."))
    problem = "A run makes 7 writes. How many answers do they hold?"
    worked = part(
        kind=PartKind.WORKED_EXAMPLE, worked=WorkedExample(problem=problem, steps=steps[check is None :], answer=answer, check=check)
    )
    assert kinds(section_faults(section(part(carried(0)), worked))) == found


EIGHT, PRINTS = MathCheck(expression="4+4", equals="8"), CodeCheck(source="print(4 + 4)", prints="8")


@pytest.mark.parametrize(
    ("check", "answer", "sound"),
    [
        (PRINTS, "It prints 8.", True),
        (PRINTS, "It prints 9999.", False),
        (PRINTS, "`print(4 + 4)` gives 8.", True),
        (CodeCheck(source="assert 4 + 4 == 8"), "It is 8.", True),
        (EIGHT, "8 locks", True),
        (EIGHT, "4 + 4 = 8, since 200 answers share a write", True),
        (EIGHT, "Of 8 threads 3 wait, so 5000 locks are needed.", False),
        (MathCheck(expression="7*200+5", equals="1405"), "1400 + 5 = 1,405", True),
        (MathCheck(expression="2/5", equals="0.4"), "40 %", True),
        (MathCheck(expression="0.3*100", equals="30 km"), "30 kilometres", True),
        (MathCheck(expression="(x+1)**2", equals="x**2+2*x+1"), "It is x**2 + 2*x + 1.", True),
        (MathCheck(expression="x/4+x/4", equals="x/2"), "\\frac{x}{2}", True),
        (MathCheck(expression="(x+1)**2", equals="x**2+2*x+1"), "It is y**2 + 1.", False),
        (None, "It is 200.", True),
        (None, "It is 300.", False),
    ],
)
def test_an_answer_says_what_its_check_comes_to_and_has_no_figure_from_nowhere(check: Any, answer: str, sound: bool) -> None:
    assert (exercise_faults(exercise(QUESTION, READS_FIRST, answer=answer, check=check)) == ()) is sound
    worked = part(kind=PartKind.WORKED_EXAMPLE, worked=WorkedExample(problem=QUESTION, steps=(READS_FIRST,), answer=answer, check=check))
    assert (section_faults(section(part(carried(0)), worked)) == ()) is sound


@pytest.mark.parametrize(
    ("check", "step", "sound"),
    [
        (MathCheck(expression="70-40", equals="30"), "70 − 40 = 30.", True),
        (MathCheck(expression="7*200+5", equals="1405"), "First, 7*200=1400.", True),
        (MathCheck(expression="7*200+5", equals="1405"), "That makes 1400 for now.", True),
        (MathCheck(expression="10/3", equals="3.33", rounding=2), "Step 4: 10 divided by 3 is about 3.3.", True),
        (MathCheck(expression="70*0.2", equals="14"), "20 % of 70 is 14.", True),
        (PRINTS, "The double of 4 is 8, and 3 times 4 would be 12.", True),
        (MathCheck(expression="1+1", equals="2"), "So 900 answers are saved.", False),
        (MathCheck(expression="1+1", equals="2"), "1 + 1 = 2, which saves 900 answers.", False),
    ],
)
def test_the_figures_of_a_step_are_given_or_follow_from_what_is(check: Any, step: str, sound: bool) -> None:
    answer = check.prints if isinstance(check, CodeCheck) else check.equals
    assert (exercise_faults(exercise(QUESTION, READS_FIRST, bridge(step), answer=answer, check=check)) == ()) is sound
    steps = (READS_FIRST, bridge(step))
    worked = part(kind=PartKind.WORKED_EXAMPLE, worked=WorkedExample(problem=QUESTION, steps=steps, answer=answer, check=check))
    assert (section_faults(section(part(carried(0)), worked)) == ()) is sound


@pytest.mark.parametrize(
    ("problem", "step", "check", "sound"),
    [
        ("A write is made every hour. How many are made in 2 days?", "A day has 24 hours, so there are 48.", "2*24 = 48", True),
        ("A write is made every hour. How many are made in 2 days?", "2 times 24 is 48.", "2*24 = 48", True),
        ("A write is made every minute. How many are made in a day?", "60 times 24 is 1440.", "60*24 = 1440", True),
        ("A run takes three weeks. How many days is that?", "A week has 7 days, and three of them are asked for.", "", True),
        ("A run begins at noon and takes a day. When does it end?", "It takes 24 hours.", "", True),
        ("A run takes a day and an hour. What does it come to?", "A day has 25 hours.", "", False),
        ("A run makes some writes.", "A day has 24 of them.", "", False),
        ("Runs made 3, 5, 7 and 9 writes. What is the mean?", "Together 24, divided by 4, that is 6.", "(3+5+7+9)/4 = 6", True),
        ("A run makes 14 writes, another half of them. How many?", "14 divided by 2 is 7.", "14/2 = 7", True),
        ("A run makes 14 writes. How many are made by two?", "14 divided by 5 is 2.8.", "14*2 = 28", False),
    ],
)
def test_what_everybody_knows_needs_no_source(problem: str, step: str, check: str, sound: bool) -> None:
    expression, _, equals = check.partition(" = ")
    proof = MathCheck(expression=expression, equals=equals) if check else None
    steps = (READS_FIRST, bridge(step))
    answer = equals or "So it is."
    worked = part(kind=PartKind.WORKED_EXAMPLE, worked=WorkedExample(problem=problem, steps=steps, answer=answer, check=proof))
    faults = section_faults(section(part(carried(0)), worked))
    assert (faults == ()) is sound
    assert (exercise_faults(exercise(problem, *steps, answer=answer, check=proof, kind=ExerciseKind.APPLY)) == ()) is sound


def test_what_everybody_knows_may_stand_beside_what_the_source_says() -> None:
    problem = "A write is made each day. How many hours lie between two writes of 200 answers?"
    told = carried(1, "200 answers share one write, and a day has 24 hours.")
    wrong = carried(1, "300 answers share one write, and a day has 24 hours.")
    for step, sound in ((told, True), (wrong, False)):
        worked = WorkedExample(problem=problem, steps=(step,), answer="24 hours")
        assert (section_faults(section(part(carried(0)), part(kind=PartKind.WORKED_EXAMPLE, worked=worked))) == ()) is sound


def test_a_definition_is_never_merely_connective() -> None:
    term = Term(name="ledger", definition=bridge("A ledger is a kind of book."))
    assert kinds(section_faults(section(part(carried(0)), terms=(term,)))) == [FaultKind.EVIDENCE_MISSING]


@pytest.mark.parametrize(
    ("title", "caption", "wrong"),
    [
        ("Example 3: a write of 200 answers", "Table 7: the 200 answers of a write", []),
        ("How 900 answers share a write", "", ["How 900 answers share a write"]),
        ("", "A ledger of 1997", ["A ledger of 1997"]),
        ("", SENTENCES[1], []),
    ],
)
def test_figures_of_titles_and_captions_stand_in_the_evidence(title: str, caption: str, wrong: list[str]) -> None:
    shown = Exhibit(kind=ExhibitKind.CODE, evidence=1, caption=caption)
    faults = section_faults(section(part(carried(0), title=title, kind=PartKind.EXHIBIT, exhibit=shown)))
    assert [fault.quote for fault in faults] == wrong
    assert set(kinds(faults)) <= {FaultKind.NUMBER_MISMATCH}


def test_a_sound_exercise_passes() -> None:
    assert exercise_faults(exercise(QUESTION, READS_FIRST)) == ()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (carried(2, "The engine asks a model before it has read the ledger."), FaultKind.NEGATION_MISMATCH),
        (carried(1, "300 answers share one write to disk."), FaultKind.NUMBER_MISMATCH),
        (Claim(text="It reads first."), FaultKind.EVIDENCE_MISSING),
        (bridge("That makes 77 answers."), FaultKind.NUMBER_MISMATCH),
    ],
)
def test_each_sentence_of_a_solution_is_held_against_its_evidence(claim: Claim, kind: FaultKind) -> None:
    assert kind in kinds(exercise_faults(exercise(QUESTION, READS_FIRST, claim)))


def test_new_figures_need_a_check() -> None:
    question, steps = (
        "A run makes 7 writes of grouped commits. How many answers do they hold?",
        (carried(1), bridge("7 times 200 is 1400.")),
    )
    check = MathCheck(expression="7*200", equals="1400")
    assert exercise_faults(exercise(question, *steps, answer="1400", kind=ExerciseKind.APPLY, check=check)) == ()
    assert FaultKind.NUMBER_MISMATCH in kinds(exercise_faults(exercise(question, *steps, answer="1400", kind=ExerciseKind.APPLY)))


def test_a_question_may_make_up_figures_of_its_own() -> None:
    question = (
        "One counter was read as 3, 9 and 14, another as 3, 9 and 7, while 200 answers share a write. Which of them is a count of writes?"
    )
    told = (carried(1, "Commits are grouped, so that 200 answers share one write to disk."), bridge("The second one falls from 9 to 7."))
    assert exercise_faults(exercise(question, *told)) == ()
    assert FaultKind.NUMBER_MISMATCH in kinds(exercise_faults(exercise(question, *told, bridge("It falls by 5."))))


def test_a_program_may_print_what_the_answer_does_not_say() -> None:
    check = CodeCheck(source="print(1400)", prints="1400")
    assert exercise_faults(exercise(QUESTION, READS_FIRST, kind=ExerciseKind.CODE, check=check)) == ()


def test_an_error_to_be_found_and_what_the_source_does_not_say_may_deny_it() -> None:
    wrong = "Somebody says that 900 answers share one write to disk. What is wrong?"
    mended = carried(1, "It is not 900 answers that share one write to disk, but 200.")
    assert exercise_faults(exercise(wrong, mended, kind=ExerciseKind.FIND_ERROR)) == ()
    silent = carried(0, "The sources do not say how large the file beside the records is.")
    assert exercise_faults(exercise("How large is the ledger's file?", silent, kind=ExerciseKind.UNANSWERABLE)) == ()


def test_an_exercise_without_evidence_is_a_fault() -> None:
    assert FaultKind.EVIDENCE_MISSING in kinds(exercise_faults(exercise(QUESTION, bridge("So it is."), evidence=())))


def test_an_exercise_that_points_at_its_text_is_a_fault() -> None:
    assert FaultKind.NOT_STANDALONE in kinds(exercise_faults(exercise("What does the passage say about the ledger?", READS_FIRST)))


CASE = "Ada keeps a shop whose runs make 7 writes an hour."
SET = bridge("Ada lets a run go on for 3 hours.")
APPLIES = carried(1, "Since 200 answers share one write to disk, Ada's 7 writes hold 7 × 200 = 1400 answers.")


def test_the_figures_of_a_title_may_be_those_of_the_source_s_own_heading() -> None:
    (passage,) = BRIEF.passages
    under = passage.model_copy(update={"headings": ("Addendum 7: Ledgers of 2018",)})
    within = passage.model_copy(update={"text": f"{passage.text}\n\n3A.1 Grouped commits"})
    for shown, title in ((under, "Addendum 7: Ledgers of 2018"), (within, "3A.1 Grouped commits")):
        told = section(part(carried(0), title=title))
        headed = told.model_copy(update={"brief": told.brief.model_copy(update={"passages": (shown,)})})
        assert kinds(section_faults(told)) == [FaultKind.NUMBER_MISMATCH]
        assert section_faults(headed) == ()


def illustrated(*claims: Claim, title: str = "") -> Any:
    """What the gates find in a section with an illustration of these sentences."""
    return section_faults(section(HOOK, part(carried(0)), part(*claims, kind=PartKind.ILLUSTRATION, title=title), case=CASE))


@pytest.mark.parametrize(
    "more",
    [
        "In 3 hours that is 3 × 1400 = 4200.",
        "Twice as many would be 2800.",
        "If she made 50 writes, 50 × 200 = 10000 answers would be kept.",
        "Nothing is left over.",
    ],
)
def test_an_illustration_applies_rules_to_figures_that_are_made_up(more: str) -> None:
    assert illustrated(SET, APPLIES, bridge(more), title="1400 answers an hour") == ()


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ((SET, bridge("That is a long time.")), FaultKind.EVIDENCE_MISSING),
        ((SET, APPLIES, bridge("Of these, 555 are new.")), FaultKind.NUMBER_MISMATCH),
        ((SET, carried(1, "As 200 answers share one write, 7 writes hold 7 × 200 = 1500 answers.")), FaultKind.CHECK_FAILED),
        ((SET, APPLIES, carried(2, "So Ada's engine asks a model before it has read the ledger.")), FaultKind.NEGATION_MISMATCH),
        ((SET, APPLIES, Claim(text="Ada is pleased.")), FaultKind.EVIDENCE_MISSING),
    ],
)
def test_an_illustration_that_applies_nothing_or_does_not_work_out_is_a_fault(claims: Any, kind: FaultKind) -> None:
    assert kind in kinds(illustrated(*claims))


def test_figures_of_the_case_may_stand_in_the_opening_and_nowhere_else() -> None:
    told = bridge("Ada's runs make 7 writes: what do they hold?")
    assert section_faults(section(part(told, kind=PartKind.HOOK), part(carried(0)), case=CASE)) == ()
    for parts, case in (((part(told, carried(0)),), CASE), ((part(told, kind=PartKind.HOOK), part(carried(0))), "")):
        assert kinds(section_faults(section(*parts, case=case))) == [FaultKind.EVIDENCE_MISSING]


def test_a_summary_may_have_the_figures_that_the_section_has_worked_out() -> None:
    told = part(SET, APPLIES, kind=PartKind.ILLUSTRATION)
    for text, sound in (("As answers share one write, Ada keeps 1400.", True), ("As answers share one write, Ada keeps 1700.", False)):
        summed = part(carried(1, text), kind=PartKind.SUMMARY)
        assert (section_faults(section(HOOK, part(carried(0)), told, summed, case=CASE)) == ()) is sound


def test_a_summary_that_rests_on_nothing_is_told_so() -> None:
    faults = section_faults(section(part(carried(0)), part(Claim(text="Roses are red."), kind=PartKind.SUMMARY)))
    assert ["of a summary" in fault.reason for fault in faults] == [True]


def test_a_problem_without_a_check_may_set_figures_of_its_own() -> None:
    problem = "One run makes 3 writes, another makes 9. Which of the two needs grouped commits more?"
    steps = (carried(1), bridge("The second makes 9 writes."))
    worked = WorkedExample(problem=problem, steps=steps, answer="The second of the two.")
    assert section_faults(section(part(carried(0)), part(kind=PartKind.WORKED_EXAMPLE, worked=worked))) == ()


def test_an_exercise_on_what_is_left_open_is_set_only_where_it_is_wanted() -> None:
    silent = carried(0, "Nothing is said of how large the file beside the records is.")
    made = exercise("Which of these can you not decide?", silent, kind=ExerciseKind.UNANSWERABLE)
    assert exercise_faults(made) == ()
    assert kinds(exercise_faults(made.model_copy(update={"brief": BRIEF}))) == [FaultKind.NOT_ANSWERED]


def test_a_solution_that_says_its_answer_again_is_a_fault() -> None:
    again = carried(2, "The engine does not ask a model before the ledger is read.")
    assert kinds(exercise_faults(exercise(QUESTION, READS_FIRST, again))) == [FaultKind.REPETITION]


def test_a_sum_in_a_solution_comes_to_what_it_says() -> None:
    question = "A run makes 7 writes of grouped commits. How many answers do they hold?"
    check = MathCheck(expression="7*200", equals="1400")
    steps = (carried(1), bridge("7 × 200 = 1300, that is 1400 with the rest."))
    assert FaultKind.CHECK_FAILED in kinds(exercise_faults(exercise(question, *steps, kind=ExerciseKind.APPLY, check=check)))
