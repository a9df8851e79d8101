"""The critic of dialogues: how every sentence stands to the passages, whether follow-ups need what was said before, and what is wrong."""

from collections.abc import Iterator
from typing import Literal

from bookwright.agents.converse.items import Dialogue, DialogueSubmission
from bookwright.agents.converse.shown import shown_dialogue
from bookwright.agents.critique import CheckedSentence, Criticised, as_critique, each_once
from bookwright.agents.items import Critique, Fault, FaultKind
from bookwright.agents.reading import numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen

DialogueFault = Literal[
    "unsupported", "contradicted", "incomplete", "not_answered", "not_standalone", "leaked_answer", "unanswered", "unclear", "repetition"
]


class CheckedFollowUp(Frozen):
    """A question after the first: what somebody would make of it who hears it alone, whether it needs what was said before, and whether
    its standalone form asks the same."""

    turn: int
    heard_alone: str
    needs_earlier: bool
    same_question: bool


class FoundDialogueFault(Frozen):
    """One fault: the words objected to, why, the kind, and what would mend it."""

    words: str
    reason: str
    kind: DialogueFault
    remedy: str


class DialogueCriticism(Frozen):
    """The critic's reply: the sentences that name sources, the follow-ups, then the faults."""

    sentences: list[CheckedSentence]
    follow_ups: list[CheckedFollowUp]
    faults: list[FoundDialogueFault]


class DialogueCritic(PromptRole[DialogueSubmission, DialogueCriticism, Critique]):
    """Submission to critique. A follow-up that stands alone, or whose standalone form asks something else, is a fault."""

    returns = DialogueCriticism

    def fields(self, item: DialogueSubmission) -> dict[str, str]:
        return {"passages": numbered_passages(item.item.brief), "dialogue": shown_dialogue(item.text)}

    def parse(self, item: DialogueSubmission, answer: DialogueCriticism) -> Critique:
        dialogue = item.text
        following = range(2, len(dialogue.turns) + 1)
        each_once(sorted(one.turn for one in answer.follow_ups), following, "follow_ups: check each of the turns")
        read = Criticised(
            sha256=dialogue.sha256,
            claims={number: claim for number, claim in enumerate(dialogue.claims, 1) if claim.evidence},
            beside=" ".join(_beside(dialogue)),
            place="the dialogue",
            brief=item.item.brief,
        )
        found = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in answer.faults)
        leaning = tuple(fault for one in answer.follow_ups for fault in _of_follow_up(one, dialogue))
        return as_critique(read, answer.sentences, (*found, *leaning), self.maker)


def _beside(dialogue: Dialogue) -> Iterator[str]:
    """What is said beside the sentences that name sources."""
    for turn in dialogue.turns:
        yield from (turn.question.said, turn.question.standalone, *(claim.text for claim in turn.claims if not claim.evidence))


def _of_follow_up(checked: CheckedFollowUp, dialogue: Dialogue) -> Iterator[Fault]:
    question = dialogue.turns[checked.turn - 1].question
    if not checked.needs_earlier:
        yield Fault(
            kind=FaultKind.STANDS_ALONE,
            quote=question.said,
            reason=f"this question needs nothing that was said before; heard alone: {checked.heard_alone}",
            remedy="let it take up what was said, and leave unsaid what that makes clear",
        )
    if not checked.same_question:
        yield Fault(
            kind=FaultKind.UNCLEAR,
            quote=question.standalone,
            reason="the standalone form asks something else than the question in its place",
            remedy="ask the same, naming in full what the question leaves unsaid",
        )
