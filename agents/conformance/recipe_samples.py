"""Items for the suite: those that the seats of the recipes take."""

from collections.abc import Callable
from typing import Any

from bookwright.agents.asking import Asking as TaskAsking
from bookwright.agents.conformance.text import evidence_of, passage_of, shown_fact
from bookwright.agents.converse.items import (
    Acquaintance,
    Asking,
    Conversation,
    Dialogue,
    DialogueRevision,
    DialogueSubmission,
    Outline,
    Persona,
    Question,
    Replying,
    Turn,
)
from bookwright.agents.evolve.items import EvolvedSubmission, EvolvedText, Evolving, Growth, Operator, Succession
from bookwright.agents.instruct.items import Call, CallPage, Demonstration, InstructText, Judged, Task, TaskPage
from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Brief, Claim, Critique, Fault, FaultKind
from bookwright.agents.pair import Pair
from bookwright.agents.prefer.items import AnsweredPrompt, Assignment, Candidate
from bookwright.agents.prefer.principle import principles
from bookwright.agents.principles.items import PrincipledPair, PrincipledStep, PrincipledText
from bookwright.agents.principles.principle import Principle
from bookwright.agents.reason.items import Attempt, Problem, Trace
from bookwright.agents.rephrase.items import Part, Rephrased, RephraseRevision, RephraseSubmission, Rephrasing
from bookwright.agents.rephrase.style import Style

ASKED = "At what pressure does the valve open?"
PRINCIPLE = Principle(name="honest", critique="Say what is claimed without grounds.", revision="Take it out.")


def _brief(text: str) -> Brief:
    passage = passage_of(text)
    return Brief(passages=(passage,), titles={passage.document_id: "The plant"}, language="en")


def _claims(text: str) -> tuple[Claim, ...]:
    return (Claim(text=shown_fact(text), evidence=(0,)),)


def _fault(text: str) -> Fault:
    return Fault(kind=FaultKind.UNCLEAR, quote=shown_fact(text), reason=f"it leaves open which valve is meant: {text}")


def _conversation(text: str) -> Conversation:
    """The one who asks was thought of by somebody whom the text led astray, and so were the question and the outline."""
    return Conversation(id="1", brief=_brief(text), persona=Persona(who=f"Somebody who read: {text}"), turns=2, refusal=0)


def _question(text: str) -> Question:
    return Question(said=f"{ASKED} {text}", standalone=f"{ASKED} {text}")


def _dialogue(text: str) -> Dialogue:
    turn = Turn(question=_question(text), claims=_claims(text), unlocated=(text,))
    return Dialogue(turns=(turn,), evidence=(evidence_of(text),))


def _asking(text: str) -> Asking:
    outline = Outline(subject=text, aspects=(text, ASKED), beyond=(text,))
    return Asking(conversation=_conversation(text), outline=outline, dialogue=_dialogue(text), beyond=False, set_aside=(text,))


def _instruction(text: str) -> Instruction:
    return Instruction(instruction=f"Say at what pressure the valve opens of which it is said: {text}", input=text)


def _evolved(text: str) -> EvolvedText:
    task = _instruction(text)
    return EvolvedText(instruction=task.instruction, input=task.input, output=text, claims=_claims(text), evidence=(evidence_of(text),))


def _demonstration(text: str) -> Demonstration:
    task = _instruction(text)
    return Demonstration(id="1", instruction=task.instruction, input=task.input, output=text, classification=False)


def _call(text: str) -> CallPage:
    return CallPage(call=Call(id="1", demonstrations=(_demonstration(text),), wanted=1, language="en"), brief=_brief(text))


def _task(text: str) -> TaskPage:
    task = Task(id="1", instruction=_instruction(text).instruction, language="en", wanted=1, demonstrations=("1",), generation=1)
    return TaskPage(task=task, brief=_brief(text))


def _instance(text: str) -> Judged:
    task = _instruction(text)
    made = InstructText(
        instruction=task.instruction, input=task.input, output=shown_fact(text), claims=_claims(text), evidence=(evidence_of(text),)
    )
    return Judged(text=made, brief=_brief(text))


def _principled(text: str) -> PrincipledText:
    task = _instruction(text)
    return PrincipledText(instruction=task.instruction, input=task.input, output=text)


def _problem(text: str) -> Problem:
    return Problem(id="1", name="1", question=f"{ASKED} {text}", reference=text, evidence=(evidence_of(text),), language="en")


def _rephrasing(text: str) -> Rephrasing:
    return Rephrasing(id="1", passage=passage_of(text), title="The plant", prose=text, style=Style.QA, language="en")


def _rephrased(text: str) -> Rephrased:
    return Rephrased(style=Style.QA, parts=(Part(lead=f"{ASKED} {text}", claims=_claims(text)),), evidence=(evidence_of(text),))


def _criticised(item: Any) -> dict[str, Any]:
    """Of a dialogue of one turn there is no follow-up to be looked at."""
    checked = {"sentence": 1, "source_words": item.text.claims[0].text, "reason": "said", "standing": "supported"}
    return {"sentences": [checked], "follow_ups": [], "faults": []}


RECIPE_REPLIES: dict[Any, Callable[[Any], dict[str, Any]]] = {(DialogueSubmission, Critique): _criticised}
"""What a good model would reply, by what the role takes and gives, where the smallest reply that fits the schema cannot be used."""

RECIPE_SAMPLES: dict[Any, Callable[[str], Any]] = {
    Acquaintance: lambda text: Acquaintance(
        id="1", document_id=passage_of(text).document_id, passages=(passage_of(text),), title="The plant", language="en", wanted=2
    ),
    Conversation: _conversation,
    Asking: _asking,
    Replying: lambda text: Replying(conversation=_conversation(text), dialogue=_dialogue(text), question=_question(text)),
    DialogueSubmission: lambda text: DialogueSubmission(item=_conversation(text), text=_dialogue(text)),
    DialogueRevision: lambda text: DialogueRevision(item=_conversation(text), text=_dialogue(text), faults=(_fault(text),)),
    TaskAsking: lambda text: TaskAsking(task=_instruction(text), language="en", brief=_brief(text)),
    Evolving: lambda text: Evolving(
        parent=_instruction(text), operator=Operator.BROADEN, growth=Growth(), language="en", brief=_brief(text), objection=text
    ),
    Succession: lambda text: Succession(parent=_instruction(text), child=_instruction(text)),
    EvolvedSubmission: lambda text: EvolvedSubmission(text=_evolved(text), brief=_brief(text)),
    CallPage: _call,
    TaskPage: _task,
    Judged: _instance,
    Pair: lambda text: PrincipledPair(task=f"{ASKED} {text}", first=text, second=text, brief=_brief(text), principle=PRINCIPLE),
    Assignment: lambda text: Assignment(prompt=f"{ASKED} {text}", principle=next(iter(principles())), language="en", brief=_brief(text)),
    AnsweredPrompt: lambda text: AnsweredPrompt(prompt=f"{ASKED} {text}", candidate=Candidate(text=text, by="suite"), brief=_brief(text)),
    PrincipledStep: lambda text: PrincipledStep(text=_principled(text), principle=PRINCIPLE, language="en", objection=text),
    PrincipledText: _principled,
    Attempt: lambda text: Attempt(problem=_problem(text)),
    Trace: lambda text: Trace(question=f"{ASKED} {text}", reasoning=text, answer=text),
    Rephrasing: _rephrasing,
    RephraseSubmission: lambda text: RephraseSubmission(item=_rephrasing(text), text=_rephrased(text)),
    RephraseRevision: lambda text: RephraseRevision(item=_rephrasing(text), text=_rephrased(text), faults=(_fault(text),)),
}
