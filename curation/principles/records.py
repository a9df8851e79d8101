"""What Constitutional AI ships."""

from bookwright.agents.items import Hashed
from bookwright.agents.principles.items import PrincipledText
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.curation.record import VersionOf
from bookwright.knowledge.document import Frozen

GIVEN = "given"
DATA = "data"


class PrincipledVersion(VersionOf[PrincipledText]):
    """A response of the chain. Of a revision, `principle` is the one that was drawn and `critique` what was found by it; one that is not
    kept is an unchanged response that held up against its principle, or came back the same."""

    principle: str = ""
    critique: str = ""


class PrincipledBallot(Frozen):
    """The first and the last response compared by one principle, in both orders, the first response being the pair's first."""

    principle: str
    ballot: Ballot


class RevisedResponse(Hashed):
    """All words that a record ships, as it ships them: what its verdict is bound to."""

    instruction: str
    input: str
    output: str
    initial: str
    prompt: str
    chosen: str = ""
    rejected: str = ""


class PrinciplesRecord(RecipeRecord[PrincipledText]):
    """A response revised by principles. `output` is the last revision, `initial` the response that the chain began with. `text_sha256` is
    the hash of `RevisedResponse`; inside the verdict stand those of the judges, each bound to the last revision.

    As a preference pair: `soft_label` is the probability that the last revision is better than the first response, clamped;
    `probability` the same unclamped; `chosen` is the likelier of the two. None and empty where nothing was revised, or nothing compared;
    `chosen` and `rejected` are also empty where neither is likelier.
    """

    kind: str = "principles"
    instruction: str
    input: str
    output: str
    initial: str
    prompt: str
    chosen: str = ""
    rejected: str = ""
    principles: tuple[str, ...]
    soft_label: float | None = None
    probability: float | None = None
    comparisons: tuple[PrincipledBallot, ...] = ()
    lineage: tuple[PrincipledVersion, ...]


class PrinciplesReject(RecipeReject[PrincipledText]):
    """A row that came to no response that a judge accepts."""

    kind: str = "principles"
    lineage: tuple[PrincipledVersion, ...] = ()


PrinciplesYield = Yield[PrinciplesRecord, PrinciplesReject]
