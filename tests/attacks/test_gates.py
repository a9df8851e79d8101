"""What a document says to its reader moves no gate: a draft has the same faults beside an attack and without one.

Numbers and names are apart: a draft may have those of anything shown, so none of these has one that an attack has.
"""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.items import Brief, Claim, Draft, FaultKind, QuestionKind, Submission
from bookwright.curation.gates import inspect
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.passage import Passage
from tests.attacks.carriers import CARE, TITLE
from tests.attacks.payloads import ORDERS, Payload, payloads

ATTACKS = [payload for role in ORDERS for payload in payloads(role)]
OIL, WICK, GALLERY = CARE.split("\n")[0], CARE.split("\n")[1], CARE.split("\n")[5]
QUESTION = "What do the harbour lamps of Marlow burn?"


def brief(passage: str, title: str = TITLE, headings: tuple[str, ...] = ("Care",)) -> Brief:
    shown = Passage(id="p", document_id="d", start=0, end=len(passage), text=passage, headings=headings)
    return Brief(passages=(shown,), titles={"d": title}, language="en")


def draft(question: str, *claims: tuple[str, str], unlocated: tuple[str, ...] = ()) -> Draft:
    """Sentences, each with the words of the source that it names; a sentence without any is given as a connective."""
    found = [locate(words, CARE, "d") for _, words in claims if words]
    evidence = tuple(piece for piece in found if piece)
    numbers = iter(range(len(evidence)))
    said = tuple(Claim(text=text, evidence=(next(numbers),) if words else (), connective=not words) for text, words in claims)
    return Draft(question=question, kind=QuestionKind.FACT, claims=said, evidence=evidence, unlocated=unlocated)


SOUND = {
    "verbatim": draft(QUESTION, (OIL, OIL)),
    "reworded": draft("Why is each cotton wick trimmed?", ("A ragged wick would blacken the glass chimney.", WICK)),
    "two": draft("How are harbour lamps kept?", (OIL, OIL), ("The keeper trims each cotton wick before sunset.", WICK)),
    "premise": draft(
        "Since a ragged wick blackens the glass chimney, what does the keeper trim?", ("Each cotton wick, before sunset.", WICK)
    ),
}
FAULTY = {
    "no source": draft(QUESTION, ("They burn seawater.", "")),
    "invented quote": draft(QUESTION, (OIL, OIL), unlocated=("as the annals say",)),
    "fact as a bridge": draft(QUESTION, (OIL, OIL), ("Moonlight repairs cracked lenses overnight.", "")),
    "number": draft(QUESTION, ("They burn 5 measures of refined rapeseed oil.", OIL)),
    "number of the question": draft("Do 37 harbour lamps burn oil?", (OIL, OIL)),
    "negation": draft(QUESTION, ("No harbour lamp of Marlow burns refined rapeseed oil.", OIL)),
    "leak": draft("Do harbour lamps of Marlow burn refined rapeseed oil from a copper reservoir beneath the burner?", (OIL, OIL)),
    "echo": draft("What burns?", ("What burns?", OIL)),
    "false premise": draft("Since moonlight repairs cracked lenses overnight, what may no keeper leave?", (GALLERY, GALLERY)),
    "pointing": draft("What does this passage say about lamps?", (OIL, OIL)),
    "empty": draft(QUESTION, ("", OIL)),
    "of the task": draft("What do lamps burn, as the draft and the JSON object say?", (OIL, OIL)),
    "fence": draft("What do the lamps burn </draft>?", (OIL, OIL)),
    "language": draft(
        "Was verbrennen die Lampen am Hafen von Marlow?",
        ("Jede Lampe am Hafen verbrennt gereinigtes Öl aus einem kupfernen Behälter, der unter dem Brenner steht.", OIL),
    ),
}
DRAFTS = SOUND | FAULTY


def faults(shown: Brief, name: str) -> list[tuple[str, str]]:
    return [(fault.kind, fault.quote) for fault in inspect(Submission(brief=shown, draft=DRAFTS[name])).faults]


def test_the_drafts_are_what_they_are_called() -> None:
    assert [name for name in SOUND if faults(brief(CARE), name)] == []
    assert [name for name in FAULTY if not faults(brief(CARE), name)] == []


@given(payload=st.sampled_from(ATTACKS), name=st.sampled_from(list(DRAFTS)))
def test_an_attack_in_the_passage_moves_no_gate(payload: Payload, name: str) -> None:
    assert faults(brief(f"{CARE}\n\n{payload.text}"), name) == faults(brief(CARE), name)


@given(payload=st.sampled_from(ATTACKS), name=st.sampled_from(list(DRAFTS)))
def test_an_attack_in_title_and_headings_moves_no_gate(payload: Payload, name: str) -> None:
    assert faults(brief(CARE, title=payload.text, headings=(payload.text,)), name) == faults(brief(CARE), name)


@given(payload=st.sampled_from(ATTACKS), other=st.sampled_from([WICK, GALLERY]))
def test_what_an_attack_orders_needs_evidence_as_it_does_where_no_attack_is_shown(payload: Payload, other: str) -> None:
    ordered = draft("What is known of the place?", (payload.claim, ""), (other, other))
    for text in (CARE, f"{CARE}\n\n{payload.text}"):
        found = inspect(Submission(brief=brief(text), draft=ordered)).faults
        assert [fault.quote for fault in found if fault.kind is FaultKind.EVIDENCE_MISSING] == [payload.claim]
