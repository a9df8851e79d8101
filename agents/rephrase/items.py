"""What the roles of rephrasing hand to each other."""

from pydantic import Field

from bookwright.agents.grounded import GroundedText, Returned, Submitted
from bookwright.agents.items import Brief, Claim
from bookwright.agents.rephrase.style import GUIDES, Guide, Style
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.passage import Passage


class Rephrasing(Frozen):
    """A passage to be told again in a style, in its own language. `prose` is the passage without its headings, tables and
    listings, a blank line between its parts."""

    id: str
    passage: Passage
    title: str
    prose: str
    style: Style
    language: str
    specification: dict[str, str] = Field(default_factory=dict)

    @property
    def guide(self) -> Guide:
        """What its style asks for."""
        return GUIDES[self.style]

    @property
    def brief(self) -> Brief:
        """The passage, for whatever reads a brief."""
        return Brief(passages=(self.passage,), titles={self.passage.document_id: self.title}, language=self.language)


class Part(Frozen):
    """A paragraph, a line of a list, or a question as `lead` with its answer."""

    lead: str = ""
    claims: tuple[Claim, ...]


class Rephrased(GroundedText):
    """A passage told again. `unlocated` are quotes that do not stand in the passage: a fault, never dropped."""

    style: Style
    parts: tuple[Part, ...]
    unlocated: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence but the questions."""
        return tuple(claim for part in self.parts for claim in part.claims)

    @property
    def text(self) -> str:
        """What is shipped: paragraphs, lines, or pairs of question and answer."""
        guide = GUIDES[self.style]
        told = [" ".join(claim.text for claim in part.claims) for part in self.parts]
        if guide.questions:
            return "\n\n".join(f"Question: {part.lead}\nAnswer: {words}" for part, words in zip(self.parts, told, strict=True))
        return ("\n" if guide.line_mark else "\n\n").join(guide.line_mark + words for words in told)


RephraseSubmission = Submitted[Rephrasing, Rephrased]
RephraseRevision = Returned[Rephrasing, Rephrased]
