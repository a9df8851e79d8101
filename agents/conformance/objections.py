"""The check of a critic: shown drafts of many kinds, it speaks of the drafts that it was shown, and its objections are tried."""

import re
from typing import Any

from bookwright.agents.conformance.calls import check_type
from bookwright.agents.conformance.report import Broken, LeftOut
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.conformance.text import evidence_of, passage_of, text_on
from bookwright.agents.items import Brief, Claim, Critique, Draft, Panel, QuestionKind, Submission

SENTENCE = re.compile(r"(?<=[.!?]) ")
ASKED = "What is said of the valve?"
TRIALS: tuple[tuple[str, str], ...] = (
    (ASKED, " ".join(f"Part {number} of the valve is looked at in month {number} and kept dry until then." for number in range(1, 9))),
    ("Is it tight?", "Yes."),
    ("How much does it hold?", "It holds 4.5 bar, 1,200 litres and 3/4 of 98.6 % at -40 °C; from 1998 to 2004 it held 12."),
    ("Wann öffnet das Ventil?", "Das Ventil öffnet, sobald der Druck im Kessel über fünf Bar steigt. Danach schließt es von selbst."),
    ("Since every valve always leaks, why is none replaced?", "A valve never leaks. It is guaranteed to be the best of all."),
    (ASKED, "This passage says that it, perhaps, is as described above, and so on"),
)
"""Questions with answers: a long one, one word, numbers, another language, a question with a premise, and one that is cut and leans on the
passage."""


async def objections(subject: Subject) -> str:
    """Every critique is that of the draft shown, whatever the draft is like, and at least one of them objects."""
    if subject.takes not in {Submission, Panel} or subject.gives not in {Critique, tuple[Critique, ...]}:
        raise LeftOut("it is no critic of questions with answers")
    items = [_item(subject, question, answer) for question, answer in TRIALS]
    if subject.takes is Panel and not subject.asks:
        items.append(Panel(brief=items[0].brief, drafts=tuple(draft for item in items for draft in item.drafts)))
    found = [await _faults(subject, item) for item in (subject.sample(text_on(1)), *items)]
    if not sum(found):
        raise LeftOut("no fault was given on any sample: what happens when it objects was not tried; give `sample(text)`")
    return f"it objects to {sum(map(bool, found))} of {len(found)} samples; every critique is of the draft shown"


async def _faults(subject: Subject, item: Any) -> int:
    """How many faults it finds."""
    result, _ = await subject.answered(item)
    check_type(subject, result)
    critiques = result if isinstance(result, tuple) else (result,)
    drafts = item.drafts if isinstance(item, Panel) else (item.draft,)
    if [critique.draft_sha256 for critique in critiques] != [draft.sha256 for draft in drafts]:
        raise Broken(
            "its critiques are not those of the drafts shown, in their order",
            "give one critique for each draft, with `draft_sha256=draft.sha256` of the very draft that was read",
        )
    return sum(len(critique.faults) for critique in critiques)


def _item(subject: Subject, question: str, answer: str) -> Any:
    """An item with this answer. A role that asks a model finds in it what the suite's chat will say, in one sentence with the rest."""
    if subject.asks:
        answer = f"{answer} {text_on(1)}"
    if hasattr(subject.factory, "sample"):
        return subject.sample(answer)
    passage = passage_of(answer)
    sentences = (answer,) if subject.asks else tuple(SENTENCE.split(answer))
    brief = Brief(passages=(passage,), titles={passage.document_id: "The plant"}, language="en")
    claims = tuple(Claim(text=sentence, evidence=(0,)) for sentence in sentences)
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=claims, evidence=(evidence_of(answer),))
    return Panel(brief=brief, drafts=(draft,)) if subject.takes is Panel else Submission(brief=brief, draft=draft)
