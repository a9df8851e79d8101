"""Citation recall and precision (ALCE: Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations", section 3).

A claim has recall 1 iff all that it cites, taken together, entails it. A citation is irrelevant iff alone it does not entail the claim and
the rest still does; it has precision 1 iff the claim has recall 1 and it is not irrelevant. ALCE asks an NLI model what entails what; here
the support score answers, so that no model is needed.
"""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

from pydantic import Field

from bookwright.curation.support import Standard, Support, support
from bookwright.curation.support.evidence import words_of
from bookwright.curation.support.lexicon import FUNCTION
from bookwright.curation.support.wording import wording
from bookwright.knowledge.analysis import ENGLISH, family
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.sentences import sentence_spans


class Entailment(Frozen):
    """When evidence counts as entailing a claim: its score by the standard reaches the threshold.

    CITED asks whether the source has all of the claim, which is what a citation promises; 0.5 is where yes and no are as likely, if half
    of all claims were supported.
    """

    standard: Standard = Standard.CITED
    threshold: float = Field(default=0.5, gt=0, le=1)


class CitedClaim(Frozen):
    """One claim's recall, and for each of its citations in order whether it is precise; both None where the score reads nothing."""

    recall: bool | None = None
    precise: tuple[bool, ...] | None = None


class Citations(Frozen):
    """The citations of a record or of a run, in counts and shares.

    `claims` states facts (connective claims are left out), `not_scored` of them the score does not read, `entailed` of the others have
    recall 1; `precise` of the `citations` of scored claims have precision 1. `recall` and `precision` are None of nothing scored.
    """

    claims: int
    not_scored: int
    entailed: int
    citations: int
    precise: int
    recall: float | None
    precision: float | None


def cited(citations: Sequence[str], entails: Callable[[Sequence[str]], bool]) -> CitedClaim:
    """Recall and precision of a claim with these citations; `entails` says whether some of them, taken together, entail it."""
    if not citations or not entails(citations):
        return CitedClaim(recall=False, precise=(False,) * len(citations))

    def is_irrelevant(place: int) -> bool:
        return not entails(citations[place : place + 1]) and entails([*citations[:place], *citations[place + 1 :]])

    several = len(citations) > 1  # a single one is all there is, and that entails the claim
    return CitedClaim(recall=True, precise=tuple(not (several and is_irrelevant(place)) for place in range(len(citations))))


def support_of(claim: str, quotes: Iterable[str], standard: Standard, language: str) -> Support | None:
    """How far quotes of any length support a claim, sentence by sentence; 1 where each sentence of the claim stands in them word for word.

    None where the score says nothing: another language than English, or a claim without content words.
    """
    if family(language) != ENGLISH:
        return None
    sentences = sentences_of(quotes, language)
    if places := _verbatim(claim, sentences, language):
        return Support(score=1.0, reasons=(), windows=places)
    return support(claim, sentences, standard=standard, language=language)


def sentences_of(quotes: Iterable[str], language: str) -> tuple[str, ...]:
    """The sentences of the quotes, in order."""
    return tuple(quote[start:end] for quote in quotes for start, end in sentence_spans(quote, language))


def of_record(claims: Iterable[CitedClaim | None]) -> Citations:
    """The citations of one answer, by its claims; None stands for a connective claim."""
    stated = [claim for claim in claims if claim is not None]
    scored = [claim for claim in stated if claim.recall is not None]
    entailed, citations = [bool(claim.recall) for claim in scored], [one for claim in scored for one in claim.precise or ()]
    return Citations(
        claims=len(stated),
        not_scored=len(stated) - len(scored),
        entailed=sum(entailed),
        citations=len(citations),
        precise=sum(citations),
        recall=_mean(entailed),
        precision=_mean(citations),
    )


def of_run(records: Iterable[Citations]) -> Citations:
    """The citations of a run: counts over all, recall and precision as means over the records that have them, as in ALCE."""
    found = list(records)
    return Citations(
        claims=sum(one.claims for one in found),
        not_scored=sum(one.not_scored for one in found),
        entailed=sum(one.entailed for one in found),
        citations=sum(one.citations for one in found),
        precise=sum(one.precise for one in found),
        recall=_mean([one.recall for one in found if one.recall is not None]),
        precision=_mean([one.precision for one in found if one.precision is not None]),
    )


def _verbatim(claim: str, sentences: Sequence[str], language: str) -> tuple[int, ...]:
    """The places of the sentences that have the claim's own wording; none unless all of the claim's are there.

    A part of a sentence is not enough: what it says may depend on the rest.
    """
    if all(word in FUNCTION for word in words_of(claim.casefold())):
        return ()
    wanted = set(map(wording, sentences_of((claim,), language))) - {()}
    places = {place: words for place, sentence in enumerate(sentences) if (words := wording(sentence)) in wanted}
    return tuple(places) if set(places.values()) == wanted else ()


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
