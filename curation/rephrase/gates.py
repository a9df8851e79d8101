"""Gates of rephrased passages: those of `curation.gates` over every sentence, and those that hold it against passage and style."""

from collections.abc import Iterator

from bookwright.agents.items import Claim, Critique, Draft, Fault, FaultKind, QuestionKind, Submission
from bookwright.agents.rephrase.items import RephraseSubmission
from bookwright.agents.rephrase.style import Guide
from bookwright.curation.gates import GATES, Gate
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.language import language
from bookwright.curation.gates.located import located
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.standalone import POINTERS, POINTING
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.units import units
from bookwright.curation.rephrase.coverage import Coverage, Kept, coverage
from bookwright.curation.rephrase.measures import Measures, copied, measured
from bookwright.curation.terms import tokens
from bookwright.knowledge.words import count_words

OF_CLAIMS: tuple[Gate, ...] = (located, numbers, units, negation, direction, names, citation, truncation, prompt_leak, address, language)
MOST_COPIED = 0.9
"""The share of its runs of five words that a text may have from its passage; above it, nothing was told again."""

SPARED = {"names": 1, "key terms": 1}
"""How many may be lost however few there are: what looks like a name may be none."""


def inspected(submission: RephraseSubmission) -> Critique:
    """All faults that the gates find, as one critique bound to the text."""
    text = submission.text
    faults = (
        *_of_sentences(submission),
        *_pointing(submission),
        *losses(coverage_of(submission), submission.item.guide),
        *_out_of_style(submission, measures_of(submission)),
    )
    return Critique(draft_sha256=text.sha256, by="gates", faults=faults)


def coverage_of(submission: RephraseSubmission) -> Coverage:
    """What survives of the passage."""
    item, text = submission.item, submission.text
    return coverage(item.passage, item.prose, text.text, text.evidence, item.language)


def measures_of(submission: RephraseSubmission) -> Measures:
    """How the text is written; questions count as sentences."""
    text, item = submission.text, submission.item
    said = [words for part in text.parts for words in (part.lead, *(claim.text for claim in part.claims)) if words]
    return measured(said, item.prose, item.language)


def losses(kept: Coverage, guide: Guide) -> Iterator[Fault]:
    """Sentences, numbers, names and terms of which fewer survive than the style wants."""
    least: tuple[tuple[str, Kept, float], ...] = (
        ("sentences", kept.sentences, guide.sentences),
        ("numbers", kept.numbers, guide.numbers),
        ("names", kept.names, guide.names),
        ("key terms", kept.terms, guide.terms),
    )
    for what, found, share in least:
        if found.share < share and len(found.lost) > SPARED.get(what, 0):
            yield Fault(
                kind=FaultKind.INCOMPLETE,
                quote=(" … " if what == "sentences" else ", ").join(found.lost),
                reason=f"missing: {len(found.lost)} of the passage's {found.of} {what}; this style keeps {share:.0%} of them or more",
                remedy="tell what the passage says with them",
            )


def _of_sentences(submission: RephraseSubmission) -> Iterator[Fault]:
    """What the gates of questions and answers find: a pair at a time in the style that has them, else in the text as one answer."""
    text = submission.text
    if not submission.item.guide.questions:
        yield from _through(OF_CLAIMS, submission, "", text.claims, text.unlocated)
        return
    for number, part in enumerate(text.parts):
        yield from _through(GATES, submission, part.lead, part.claims, () if number else text.unlocated)


def _through(
    gates: tuple[Gate, ...], submission: RephraseSubmission, question: str, claims: tuple[Claim, ...], unlocated: tuple[str, ...]
) -> Iterator[Fault]:
    """What the gates find in some of the claims; a fault of the whole names its first sentence."""
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=claims, evidence=submission.text.evidence, unlocated=unlocated)
    for gate in gates:
        for fault in gate(Submission(brief=submission.item.brief, draft=draft)):
            yield fault if fault.quote or not claims else fault.model_copy(update={"quote": claims[0].text})


def _pointing(submission: RephraseSubmission) -> Iterator[Fault]:
    """Words that point at the passage, unless they are its own."""
    source = submission.item.passage.text.casefold()
    for claim in submission.text.claims:
        found = POINTING.search(claim.text) if POINTERS & tokens(claim.text) else None
        if found and found[0].casefold() not in source:
            yield Fault(
                kind=FaultKind.NOT_STANDALONE,
                quote=found[0],
                reason="a reader who does not see the passage cannot know what this points at",
                remedy="name the thing, or say it without",
            )


def _out_of_style(submission: RephraseSubmission, measures: Measures) -> Iterator[Fault]:
    """Length, sentences and wording out of the bounds of the style: of the whole no words are quoted, of long sentences the longest, of
    copied ones the one that is copied most."""
    guide, prose = submission.item.guide, submission.item.prose
    said = [claim.text for claim in submission.text.claims]
    fewest, most = guide.words
    if not fewest <= measures.ratio <= most:
        reason = f"it has {measures.ratio:.2f} words for each word of the passage; this style has {fewest} to {most}"
        yield Fault(kind=FaultKind.LENGTH, quote="", reason=reason, remedy="tell more of the passage, or the same in fewer words")
    if guide.sentence_words and measures.sentence_words > guide.sentence_words:
        reason = f"its sentences have {measures.sentence_words:.0f} words on average; this style has {guide.sentence_words:g} at most"
        yield Fault(
            kind=FaultKind.OFF_LEVEL, quote=max(said, key=count_words, default=""), reason=reason, remedy="make two sentences of one"
        )
    if measures.copied > MOST_COPIED:
        reason = f"{measures.copied:.0%} of its wording is the passage's own, five words in a row or more"
        nearest = max(said, key=lambda sentence: copied([sentence], prose), default="")
        yield Fault(kind=FaultKind.ECHO, quote=nearest, reason=reason, remedy="say it in other words, or in another order")
