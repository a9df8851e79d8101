"""The claims of a record, each with all that is known of how its evidence carries it."""

from collections.abc import Sequence

from bookwright.agents.items import Claim, Standing
from bookwright.curation.citations import Citations, CitedClaim, Entailment, cited, of_record, support_of
from bookwright.curation.record import Record
from bookwright.curation.support import Reason, Standard
from bookwright.knowledge.document import Frozen

WORST_FIRST = (Standing.CONTRADICTED, Standing.NOT_STATED, Standing.SUPPORTED)


class ClaimReading(Frozen):
    """A claim, and what score and critic say of it.

    `support` says whether the evidence has all of it, `rewording` whether its wording was changed in meaning (0..1, None where not
    scored); `reasons` are the words that speak against it. `critic` is the worst word of the critics on it, None where none was asked.
    `recall` and `precise` (one for each of `evidence`) are its citations'.
    """

    text: str
    evidence: tuple[int, ...]
    connective: bool
    support: float | None = None
    rewording: float | None = None
    reasons: tuple[Reason, ...] = ()
    critic: Standing | None = None
    critic_words: str = ""
    recall: bool | None = None
    precise: tuple[bool, ...] | None = None


class RecordReading(Frozen):
    """A record by its claims: how well its citations carry them, and what the judge scored."""

    id: str
    citations: Citations
    scores: dict[str, int]
    claims: tuple[ClaimReading, ...]

    @property
    def supports(self) -> list[float]:
        """The support scores of its claims, of those that have one."""
        return [claim.support for claim in self.claims if claim.support is not None]

    @property
    def rewordings(self) -> list[float]:
        """The rewording scores of its claims, of those that have one."""
        return [claim.rewording for claim in self.claims if claim.rewording is not None]


def read_claims(record: Record, entailment: Entailment | None = None) -> RecordReading:
    """Every claim of a record before the support score, with the critics' words on it.

    IndexError where a claim names evidence that the record does not have.
    """
    rule = entailment or Entailment()
    readings = [_reading(record, place, rule) for place in range(len(record.claims))]
    counted = [None if claim.connective else CitedClaim(recall=claim.recall, precise=claim.precise) for claim in readings]
    return RecordReading(id=record.id, citations=of_record(counted), scores=record.verdict.scores, claims=tuple(readings))


def _reading(record: Record, place: int, rule: Entailment) -> ClaimReading:
    claim = record.claims[place]
    critic, words = _standing(record, place)
    plain = ClaimReading(text=claim.text, evidence=claim.evidence, connective=claim.connective, critic=critic, critic_words=words)
    return plain if claim.connective else plain.model_copy(update=_scored(claim, _quotes(record, claim), rule, record.language))


def _scored(claim: Claim, quotes: Sequence[str], rule: Entailment, language: str) -> dict[str, object]:
    """The fields that the support score fills; none where it says nothing."""
    support = support_of(claim.text, quotes, rule.standard, language)
    rewording = support_of(claim.text, quotes, Standard.REWORDED, language)
    if support is None or rewording is None:
        return {}

    def entails(some: Sequence[str]) -> bool:
        found = support if len(some) == len(quotes) else support_of(claim.text, some, rule.standard, language)
        return found is not None and found.score >= rule.threshold

    citations = cited(quotes, entails)
    return {
        "support": round(support.score, 4),
        "rewording": round(rewording.score, 4),
        "reasons": rewording.reasons,
        "recall": citations.recall,
        "precise": citations.precise,
    }


def _quotes(record: Record, claim: Claim) -> list[str]:
    if any(index not in range(len(record.evidence)) for index in claim.evidence):
        raise IndexError(f"a claim of {record.id} names evidence that it does not have")
    return [record.evidence[index].quote for index in claim.evidence]


def _standing(record: Record, place: int) -> tuple[Standing | None, str]:
    """The worst that a critic of the shipped text says of the claim in that place, and the words it gives."""
    checks = [
        check
        for critique in record.critiques
        if critique.draft_sha256 == record.text_sha256
        for check in critique.checks
        if check.claim == place
    ]
    if not checks:
        return None, ""
    worst = min(checks, key=lambda check: WORST_FIRST.index(check.standing))
    return worst.standing, worst.words
