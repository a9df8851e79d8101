"""The reviser of dialogues: writes the turns anew in which faults were found, and leaves the others as they are."""

from bookwright.agents.converse.items import Dialogue, DialogueRevision, Question, Turn
from bookwright.agents.converse.shown import shown_dialogue
from bookwright.agents.items import Claim
from bookwright.agents.reading import fenced, in_one_line, listed_faults, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class ChangedTurn(Frozen):
    """A turn by its number, written anew."""

    turn: int
    said: str
    standalone: str
    sentences: list[Sentence]


class RevisedDialogue(Frozen):
    """The reviser's reply: the turns that change; none where the faults cannot be mended."""

    changed: list[ChangedTurn]


class DialogueReviser(PromptRole[DialogueRevision, RevisedDialogue, Dialogue]):
    """Revision to the mended dialogue, or the same dialogue where nothing can be mended."""

    returns = RevisedDialogue

    def fields(self, item: DialogueRevision) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.item.brief),
            "persona": fenced(item.item.persona.described),
            "dialogue": shown_dialogue(item.text),
            "faults": listed_faults(item.faults),
            "language": item.item.brief.language,
        }

    def parse(self, item: DialogueRevision, answer: RevisedDialogue) -> Dialogue:
        dialogue, brief = item.text, item.item.brief
        numbers = [changed.turn for changed in answer.changed]
        if len(set(numbers)) < len(numbers) or not set(numbers) <= set(range(1, len(dialogue.turns) + 1)):
            raise ValueError(f"changed: name each turn at most once, by a number from 1 to {len(dialogue.turns)}")
        if not answer.changed:
            return dialogue
        locating = Locating(brief.passages, brief.language, dialogue.evidence)
        anew = {one.turn: _turn(one, dialogue.turns[one.turn - 1], locating) for one in answer.changed}
        turns = tuple(anew.get(number, turn) for number, turn in enumerate(dialogue.turns, 1))
        return settled(Dialogue(turns=turns, evidence=tuple(locating.evidence)))


def settled(dialogue: Dialogue) -> Dialogue:
    """The dialogue with the evidence that it uses and no other, in the order of first use."""
    order: dict[int, int] = {}
    for claim in dialogue.claims:
        for index in claim.evidence:
            order.setdefault(index, len(order))

    def renumbered(claim: Claim) -> Claim:
        return claim.model_copy(update={"evidence": tuple(order[index] for index in claim.evidence)})

    turns = tuple(turn.model_copy(update={"claims": tuple(map(renumbered, turn.claims))}) for turn in dialogue.turns)
    return Dialogue(turns=turns, evidence=tuple(dialogue.evidence[index] for index in order))


def _turn(changed: ChangedTurn, before: Turn, locating: Locating) -> Turn:
    """The turn anew. What a refusal was asked stays, for it was looked for in vain, and only its wording in the dialogue may change."""
    said, standalone = in_one_line(visible(changed.said)), in_one_line(visible(changed.standalone))
    known = len(locating.unlocated)
    claims = locating.claims(changed.sentences)
    if not (said and standalone and claims):
        raise ValueError(f"changed: turn {changed.turn} lacks a question, its standalone form or an answer; give the whole turn")
    if before.refusal:
        standalone = before.question.standalone
    question = Question(said=said, standalone=standalone if changed.turn > 1 else said)
    return Turn(question=question, claims=claims, refusal=before.refusal, unlocated=tuple(locating.unlocated[known:]))
