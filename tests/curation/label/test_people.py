"""People's labels: read line by line, and the last word on a text."""

from pathlib import Path

import pytest

from bookwright.agents.items import Decision
from bookwright.agents.label.items import LabelledText, Unlabelled, Vote
from bookwright.agents.label.scheme import Scheme
from bookwright.curation.label.counting import counted
from bookwright.curation.label.people import decided_by
from bookwright.curation.label.records import LabelReject, LabelYield
from bookwright.curation.label.reviews import people_of
from bookwright.curation.record import Source
from bookwright.errors import InputError
from bookwright.knowledge.evidence import Evidence

SHOWN = Evidence(document_id="d", start=0, end=7, quote="A text.")
COMMON = {"id": "t", "evidence": (SHOWN,), "prompts": {}, "source": Source(title="f", path="f"), "language": "en", "usage": {}}


def voted(*labels: str) -> LabelYield:
    """What these votes come to where three of four are needed."""
    text = Unlabelled(id="t", shown=SHOWN, scheme=Scheme(asks="?", labels={"a": "x", "b": "y"}), language="en")
    return counted(text, tuple(Vote(label=label, by=f"m{n}") for n, label in enumerate(labels)), 0.75, COMMON)


def people(*labels: str) -> tuple[Vote, ...]:
    return tuple(Vote(label=label, by=f"p{n}") for n, label in enumerate(labels))


@pytest.mark.parametrize(
    "made", [voted("a", "b"), voted("a", "a"), LabelYield(rejects=(LabelReject(**COMMON, reason="labeller:timeout"),))]
)
def test_people_decide_whatever_the_votes_said(made: LabelYield) -> None:
    (record,) = decided_by(people("b", "b", "a"), made).records
    assert (record.label, record.generation, record.made_by) == ("b", 0, "people (p0, p1, p2)")
    assert record.votes == (made.records or made.rejects)[0].votes
    shipped = LabelledText(text="A text.", label="b", votes=(*record.votes, *record.people))
    assert record.verdict.decision is Decision.ACCEPT
    assert record.verdict.text_sha256 == record.text_sha256 == record.lineage[-1].draft.sha256 == shipped.sha256


def test_people_who_do_not_agree_leave_a_text_open() -> None:
    (reject,) = decided_by(people("a", "b"), voted("a", "a")).rejects
    assert (reject.reason, reject.verdict, len(reject.lineage)) == ("people:disagree", None, 2)


def read(tmp_path: Path, *lines: str) -> dict[str, tuple[Vote, ...]]:
    file = tmp_path / "said.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return dict(people_of(file, {"t0", "t1"}, ("bird", "fish")))


def test_lines_without_a_label_are_still_to_be_filled_in(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '{"id": "t0", "label": "", "by": ""}',
        "",
        '{"id": "t1", "label": " fish ", "by": "Ann", "text": "more"}',
        '{"id": "t1", "label": "bird", "by": "Ben"}',
    )
    assert found == {"t1": (Vote(label="fish", by="Ann"), Vote(label="bird", by="Ben"))}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['{"id": "t9", "label": "bird", "by": "Ann"}'], 'line 1: id: no text is called "t9"'),
        (['{"id": "t0", "label": "brid", "by": "Ann"}'], 'line 1: label: "brid" is none of the labels'),
        (['{"id": "t0", "label": "bird"}'], "line 1: by: is empty"),
        (['{"id": "t0", "label": "bird", "by": "A"}', '{"id": "t0", "label": "fish", "by": "A"}'], "line 2: by: A has labelled t0 before"),
        (["[]"], "line 1: is no label"),
    ],
)
def test_a_line_of_no_use_is_named(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(InputError, match="line") as refused:
        read(tmp_path, *lines)
    assert said in str(refused.value)
