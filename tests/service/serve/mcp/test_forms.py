"""Questions as forms: fields of plain types, and the filled-in form as the answer that an assistant takes."""

from bookwright.service.serve.assistants import assistants
from bookwright.service.serve.entities import Interrupt
from bookwright.service.serve.mcp.forms import answer_of, form_of

RECORDS = [{"id": name, "question": f"What is {name}?", "answer": f"{name} is a letter."} for name in "ab"]
REVIEW = Interrupt(id="1", value={"kind": "review", "records": RECORDS})
ANOTHER = """title: Another
specification: {}
chapters: [{title: First, sections: [{title: Letters, objectives: [{bloom: remember, text: Name a letter.}], passages: [a-1]}]}]
"""
PLAN = Interrupt(id="2", value={"kind": "plan", "plan": "title: A book\n"})


def test_every_field_is_of_a_plain_type() -> None:
    for interrupt in (REVIEW, PLAN):
        form = form_of(interrupt)
        assert form
        fields = form.params.requested_schema["properties"]  # type: ignore[union-attr]
        assert {field["type"] for field in fields.values()} == {"string"}
    assert form_of(Interrupt(id="3", value={"kind": "unheard of"})) is None


def test_a_form_becomes_an_answer_that_the_assistant_takes() -> None:
    answer = answer_of(REVIEW, {"decision_2": "reject", "reason_2": "known"})
    assert answer == {"decisions": [{"id": "b", "decision": "reject", "reason": "known"}]}
    assert assistants()["qa"].check_resume(REVIEW.value, answer) == ""
    for content in ({}, {"plan": ""}, {"plan": ANOTHER}):
        assert assistants()["textbook"].check_resume(PLAN.value, answer_of(PLAN, content)) == ""
