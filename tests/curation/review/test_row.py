"""Rows of any kind: what of them is read, what can be edited, and in which stratum they are."""

from typing import Any

from bookwright.agents.items import Decision
from bookwright.curation.review.edit import Wording
from bookwright.curation.review.row import Row
from bookwright.curation.review.strata import By, stratum_of

EVERY = (By.KIND, By.SOURCE, By.SCORE, By.DISAGREEMENT, By.MAKER)


def verdict(decision: str, by: str, lowest: int, *verdicts: dict[str, Any]) -> dict[str, Any]:
    return {"decision": decision, "by": by, "scores": {"clarity": 5, "usefulness": lowest}, "text_sha256": "0", "verdicts": list(verdicts)}


def row(**fields: Any) -> Row:
    return Row.model_validate({"id": "one", **fields})


def test_an_answer_that_its_claims_make_is_edited_by_them() -> None:
    found = row(question="What?", question_kind="fact", answer="This. That.", claims=[{"text": "This."}, {"text": "That."}])
    assert found.wording == Wording(fields={"question": "What?"}, claims=("This.", "That."))


def test_a_section_an_exercise_and_a_row_of_a_recipe_say_what_they_have() -> None:
    section = row(
        kind="section", title="Sessions", chapter="One", text="This.", claims=[{"text": "This."}], parts=[{"kind": "prose"}], terms=[]
    )
    assert section.wording == Wording(fields={"title": "Sessions"}, claims=("This.",))
    assert "parts" in section.told
    assert "terms" not in section.told
    exercise = row(kind="exercise", exercise_kind="open", level="apply", question="Why?", answer="So.", claims=[{"text": "So."}])
    assert exercise.wording == Wording(fields={"question": "Why?"}, claims=("So.",))
    labelled = row(kind="label", text="Good soup.", label="praise", votes=[{"label": "praise"}], agreement=1.0)
    assert labelled.wording == Wording(fields={"text": "Good soup.", "label": "praise"})
    text = {"text": "Soup.", "label": "praise", "votes": [{"label": "no"}]}
    uncertain = row(kind="label", reason="votes:uncertain", detail="half", text=text)
    assert uncertain.wording == Wording(fields={"text": "Soup.", "label": "praise"})
    talk = row(kind="converse", messages=[{"role": "user", "content": "Hello"}])
    assert talk.wording.text == ""
    assert talk.told == {"messages": [{"role": "user", "content": "Hello"}]}


def test_a_row_that_nobody_judged_has_the_hash_of_its_words() -> None:
    assert row(text_sha256="0").hash == "0"
    assert row(question="a").hash == row(question="a").hash != row(question="b").hash


def test_strata_part_records_from_rejects_and_by_all_that_is_named() -> None:
    judges = (verdict("accept", "a", 4), verdict("reject", "b", 2))
    found = row(verdict=verdict("accept", "jury", 2, *judges), made_by="gpt", source={"title": "T", "path": "t.md"})
    assert found.judged == {"a": Decision.ACCEPT, "b": Decision.REJECT}
    assert stratum_of(found, EVERY) == ("record", "qa", "t.md", "score 1-2", "judges disagree", "model")
    alone = row(reason="judge:rejected", verdict=verdict("reject", "rules", 3), made_by="rules")
    assert stratum_of(alone, EVERY) == ("reject", "qa", "no source", "score 3", "one judge", "rules")
    assert stratum_of(row(), EVERY) == ("record", "qa", "no source", "no score", "no judge", "model")
