"""What the roles of dialogue hand to each other."""

from pydantic import Field

from bookwright.agents.chat import Message
from bookwright.agents.grounded import GroundedText, Returned, Submitted
from bookwright.agents.items import Brief, Claim
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.passage import Passage


class Persona(Frozen):
    """Somebody who asks: who they are, with what they know already, and what they want."""

    who: str
    wants: str = ""

    @property
    def described(self) -> str:
        """Both in one line."""
        return " ".join((f"{self.who} Wants: {self.wants}" if self.wants else self.who).split())


class Acquaintance(Frozen):
    """A document before whoever thinks of the people that would ask about it: some of its passages, and how many personas are wanted."""

    id: str
    document_id: str
    passages: tuple[Passage, ...]
    title: str
    language: str
    wanted: int


class Outline(Frozen):
    """What an asker is told of some passages: what they are about and what one could ask, never what they say. `beyond` are questions near
    the subject that they do not answer."""

    subject: str
    aspects: tuple[str, ...]
    beyond: tuple[str, ...] = ()


class Conversation(Frozen):
    """A dialogue to be made on the passages of a brief: who asks, how many questions, and which of them (from 1) the passages do not
    answer, 0 for none."""

    id: str
    brief: Brief
    persona: Persona
    turns: int
    refusal: int
    specification: dict[str, str] = Field(default_factory=dict)


class Question(Frozen):
    """What the asker says, and the same as somebody would say it who has heard nothing before."""

    said: str
    standalone: str


class Turn(Frozen):
    """A question and its answer, sentence by sentence. In a `refusal` the answer says that this cannot be found, and what can. `unlocated`
    are quotes of this answer that do not stand in the passages shown: a fault, never dropped."""

    question: Question
    claims: tuple[Claim, ...]
    refusal: bool = False
    unlocated: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The sentences in order, one space between."""
        return " ".join(claim.text for claim in self.claims)


class Dialogue(GroundedText):
    """The turns so far; the evidence is that of all of them."""

    turns: tuple[Turn, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence of every answer."""
        return tuple(claim for turn in self.turns for claim in turn.claims)

    @property
    def unlocated(self) -> tuple[str, ...]:
        """The quotes of all turns that stand in no passage."""
        return tuple(quote for turn in self.turns for quote in turn.unlocated)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What a trainer reads: the questions as they were asked, and the answers."""
        pairs = ((turn.question.said, turn.answer) for turn in self.turns)
        return tuple(Message(role=role, content=text) for pair in pairs for role, text in zip(("user", "assistant"), pair, strict=True))

    @property
    def refusal(self) -> int | None:
        """The place, from 0, of the turn in which the passages do not answer; None where there is none."""
        return next((place for place, turn in enumerate(self.turns) if turn.refusal), None)


class Asking(Frozen):
    """A dialogue before the asker: what was said, what the passages are about, whether something beyond them is to be asked, and
    questions that turned out not to do here."""

    conversation: Conversation
    outline: Outline
    dialogue: Dialogue
    beyond: bool
    set_aside: tuple[str, ...] = ()


class Replying(Frozen):
    """A question before whoever replies, after what was said before it."""

    conversation: Conversation
    dialogue: Dialogue
    question: Question


DialogueSubmission = Submitted[Conversation, Dialogue]
DialogueRevision = Returned[Conversation, Dialogue]
