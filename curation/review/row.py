"""A record or reject of any kind, read for what a person is shown of it."""

from typing import Any

from pydantic import ConfigDict

from bookwright.agents.items import Claim, Critique, Decision, Verdict
from bookwright.curation.record import Source
from bookwright.curation.review.edit import Wording
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.evidence import Evidence

TOLD_OTHERWISE = {"prompts", "usage", "passage_id", "passages", "generation", "specification", "answering"}
OF_ALL_KINDS = {"claims", "evidence", "unlocated", "kind"}
NO_WORDING = {"question_kind", "exercise_kind", "level", "section", "chapter", "objective", "variation_of", "defined_in"}
MADE_OF_CLAIMS = {"answer", "text"}
OPINIONS = {"votes", "agreement", "uncertainty", "verification", "verifications", "solved", "mark"}


class Row(Frozen):
    """What the rows of all kinds have in common. The fields of a kind stand in `model_extra`, in their order; a record has no `reason`."""

    model_config = ConfigDict(extra="allow")

    id: str
    kind: str = "qa"
    reason: str = ""
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    verdict: Verdict | None = None
    text_sha256: str = ""
    made_by: str = ""
    lineage: tuple[dict[str, Any], ...] = ()
    critiques: tuple[Critique, ...] = ()
    source: Source | None = None
    language: str = ""

    @property
    def shipped(self) -> bool:
        """Whether it is a record."""
        return not self.reason

    @property
    def wording(self) -> Wording:
        """What it says in words: the claims, and the texts that are not made of them. It is what a person may edit."""
        fields = {name: value for name, value in self.texts.items() if name not in NO_WORDING}
        return Wording(fields=fields, claims=tuple(claim.text for claim in self.claims))

    @property
    def texts(self) -> dict[str, str]:
        """The fields of its kind that are texts, but for what the claims say already."""
        return {name: value for name, value in self.told.items() if isinstance(value, str) and not (self.claims and name in MADE_OF_CLAIMS)}

    @property
    def told(self) -> dict[str, Any]:
        """The fields of its kind that are not empty; of a reject that holds its text whole, those of the text."""
        extra = dict(self.model_extra or {})
        if isinstance(text := extra.get("text"), dict):
            extra |= {"text": "", **{name: value for name, value in text.items() if name not in OF_ALL_KINDS}}
        return {name: value for name, value in extra.items() if value not in (None, "", [], {}) and name not in TOLD_OTHERWISE}

    @property
    def hash(self) -> str:
        """The hash of the text that was judged; that of its words where nobody judged it."""
        return self.text_sha256 or text_sha256(self.wording.model_dump_json())

    @property
    def judged(self) -> dict[str, Decision]:
        """What each judge decided."""
        return {own.by: own.decision for own in (self.verdict.verdicts or (self.verdict,))} if self.verdict else {}
