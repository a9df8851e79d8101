"""What roles hand to each other: frozen, small, and complete in themselves."""

from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field

from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage


class QuestionKind(StrEnum):
    """What a question asks for."""

    DEFINITION = "definition"
    TERM = "term"
    FACT = "fact"
    COMPOSITION = "composition"
    PURPOSE = "purpose"
    CAUSE = "cause"
    CONDITION = "condition"
    RULE = "rule"
    QUANTITY = "quantity"
    PROCEDURE = "procedure"
    COMPARISON = "comparison"


class Brief(Frozen):
    """What a writer works from: the passage asked about first, then what the library found beside it.

    `titles` maps a document's id to its title; `about` is the work or subject that all documents belong to, if the user named it;
    `language` is the language asked for (ISO 639-1); `wanted` is how many drafts; `specification` is what they are to be beside that, a
    value by axis.
    """

    passages: tuple[Passage, ...]
    titles: dict[str, str]
    language: str
    wanted: int = 3
    about: str = ""
    specification: dict[str, str] = Field(default_factory=dict)


class Claim(Frozen):
    """One sentence of an answer, and the indices into the draft's evidence of what carries it. A connective sentence states no fact."""

    text: str
    evidence: tuple[int, ...] = ()
    connective: bool = False


class Hashed(Frozen):
    """A text that critiques and verdicts are bound to by the hash of every word of it."""

    @cached_property
    def sha256(self) -> str:
        """The hash of all that it says and of what carries each sentence."""
        return text_sha256(self.model_dump_json())

    def __copy__(self) -> Self:
        """A copy that does not take the hash along, since a copy is made to be changed."""
        copied = super().__copy__()
        copied.__dict__.pop("sha256", None)
        return copied


class Draft(Hashed):
    """A question with its answer as claims. `unlocated` are quotes that do not stand in the passages shown: a fault, never dropped."""

    question: str
    kind: QuestionKind
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    unlocated: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The claims in order, one space between."""
        return " ".join(claim.text for claim in self.claims)


class Submission(Frozen):
    """A draft before a critic, an evolver, a reviser or a judge, with the brief that its evidence comes from."""

    brief: Brief
    draft: Draft


class Panel(Frozen):
    """Several drafts on one brief before a critic, each to be read by itself."""

    brief: Brief
    drafts: tuple[Draft, ...]


class FaultKind(StrEnum):
    """What can be wrong with a draft."""

    EVIDENCE_MISSING = "evidence_missing"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    NUMBER_MISMATCH = "number_mismatch"
    NEGATION_MISMATCH = "negation_mismatch"
    UNIT_MISMATCH = "unit_mismatch"
    DIRECTION_MISMATCH = "direction_mismatch"
    NAME_MISMATCH = "name_mismatch"
    WRONG_EVIDENCE = "wrong_evidence"
    TRUNCATED = "truncated"
    UNANSWERED = "unanswered"
    SPEAKS_TO_JUDGE = "speaks_to_judge"
    INCOMPLETE = "incomplete"
    NOT_ANSWERED = "not_answered"
    LEAKED_ANSWER = "leaked_answer"
    NOT_STANDALONE = "not_standalone"
    STANDS_ALONE = "stands_alone"
    UNCLEAR = "unclear"
    TRIVIAL = "trivial"
    ECHO = "echo"
    LENGTH = "length"
    LANGUAGE = "language"
    DUPLICATE = "duplicate"
    PROMPT_LEAK = "prompt_leak"
    NO_GAIN = "no_gain"
    OBJECTIVE_MISSED = "objective_missed"
    UNEXPLAINED = "unexplained"
    REPETITION = "repetition"
    DISORDER = "disorder"
    OFF_LEVEL = "off_level"
    CHECK_FAILED = "check_failed"
    AGAINST_PRINCIPLE = "against_principle"


class Fault(Frozen):
    """One thing wrong: `quote` is the words of the draft objected to, `reason` says why, `remedy` what would mend it."""

    kind: FaultKind
    quote: str
    reason: str
    remedy: str = ""


class Standing(StrEnum):
    """How a claim stands to the passages that a critic read."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not_stated"


class ClaimCheck(Frozen):
    """A critic's word on one claim, by its index from 0; `words` are those of the passages that decide it, empty where none do.

    Not `located` where the critic gives words that stand in nothing it was shown.
    """

    claim: int
    standing: Standing
    words: str = ""
    located: bool = True


class Critique(Frozen):
    """What a critic or a gate says of one draft. No fault means none found. `draft_sha256` is the draft that was read.

    `checks` hold a critic's word on every claim, in their order, from one that gives it.
    """

    draft_sha256: str
    by: str
    faults: tuple[Fault, ...] = ()
    checks: tuple[ClaimCheck, ...] = ()


class Evolution(Frozen):
    """An evolver's answer: the harder or broader draft and its operator, or none with the reason why there is nothing to gain."""

    operator: str
    draft: Draft | None = None
    reason: str = ""


class Revision(Frozen):
    """What a reviser works from: the submission and all that was found wrong with it."""

    submission: Submission
    faults: tuple[Fault, ...]


class Decision(StrEnum):
    """The only two ends of a judgement."""

    ACCEPT = "accept"
    REJECT = "reject"


class Verdict(Frozen):
    """A judge's scores by criterion (1 to 5), the criteria that fall short of their minimum, the decision that follows, and the hash of the
    draft that was judged.

    Where several judges were asked, or a jury decided, this is what they come to together, and `verdicts` is what each of them said, in the
    order of seats.
    """

    decision: Decision
    scores: dict[str, int] = Field(default_factory=dict)
    shortfalls: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    by: str
    text_sha256: str
    verdicts: tuple["Verdict", ...] = ()
