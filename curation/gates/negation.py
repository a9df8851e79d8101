"""Negation: what a claim denies, its evidence denies, and the other way round."""

import re
from functools import lru_cache

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import SENTENCE, Edit, edits
from bookwright.curation.terms import AT_HAND, FUNCTION_WORDS, stem, stems, tokens, words

CUES = frozenset("not no never cannot neither nor without none nobody nothing nowhere".split())
CUE_TOKENS = CUES | {"t"}  # "n't"
REACH = 3
# Words that turn a sentence round without a cue: "sharing it is prohibited" denies, "not until noon" affirms. Too subtle for counting.
TURNING = frozenset(
    stem(word)
    for word in """forbid forbidden prohibit refuse reject deny disallow prevent avoid fail lack free unable impossible illegal unlawful
    invalid exclude omit ignore absent absence missing except unless until only otherwise rather instead violate violation breach
    break""".split()
)
RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing)\b[^.;:,]* out\b", re.IGNORECASE)
EXCEPTING = frozenset("unless except until till only otherwise".split())
"""What takes back a denial: "cannot … unless" is "can … if"."""
# What a "not" brings with it or takes the place of: "a fee" and "no fee", "always" and "never", "with" and "without".
FILLERS = frozenset("a an any some the all always ever either both each every one with and or do does did is are was were be yet".split())
FOLLOWING = frozenset(["nor"])
"""What only goes on with a denial: "neither one nor the other" denies as often as "not one or the other"."""
LEFT_OPEN = frozenset("either whether".split())
"""What is not the one may then be the other: "is changed with each use or based on a clock"."""
EITHER_WAY = re.compile(r"\b(\w+) or \1 not\b", re.IGNORECASE)
"""It denies nothing: "may or may not"."""
CONTRASTED = re.compile(r"(?:\b(?:not|never)|n['’]t)\b[^.;:,!?\n]* but\b", re.IGNORECASE)
"""What is denied to say what is so instead: "it does not rename a series but begins another"."""
CLAUSE_END = re.compile(
    r"[.;:,!?()\n—–]|\b(?:but|and|or|because|so|which|that|when|if|unless|while|although|though|than|whether)\b", re.IGNORECASE
)


@lru_cache(AT_HAND)
def polarity(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the content words that stand negated in the text, and of those that stand affirmed.

    A word is negated when a cue stands at most three words before it in the same clause, or the clause ends with the cue: "these are not".
    """
    negated: set[str] = set()
    affirmed: set[str] = set()
    for clause in CLAUSE_END.split(EITHER_WAY.sub(" ", text)):
        said = words(clause)
        denied_before = bool(said) and _denies_before(said[-1])
        since_cue = REACH + 1
        for word in said:
            if _is_cue(word):
                since_cue = 0
                continue
            since_cue += 1
            if word in FUNCTION_WORDS:
                continue
            (negated if since_cue <= REACH or denied_before else affirmed).add(stem(word))
    return frozenset(negated), frozenset(affirmed)


def _is_cue(word: str) -> bool:
    return word in CUES or word.endswith("n't")


def _denies_before(word: str) -> bool:
    return word in ("not", "cannot") or word.endswith("n't")


def negation(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim that denies what its evidence only affirms, or affirms what its evidence only denies.

    Where the sentence differs from its evidence in a "not" alone, that is enough. Elsewhere, where either turns its meaning by other words
    than a cue, nothing is said: that is for the critic.
    """
    return tuple(fault for claim in submission.draft.claims if (fault := _check(claim, submission.draft)))


def _turned_alone(found: tuple[Edit, ...]) -> str:
    """The place where a "not" and nothing else makes a difference; none where another difference may turn the sense back."""
    if any(_turns(" ".join((*edit.claim, *edit.source))) for edit in found):
        return ""
    return next((" ".join(edit.claim or edit.source) for edit in found if _is_a_not(edit)), "")


def _is_a_not(edit: Edit) -> bool:
    ours, theirs = [word.casefold() for word in edit.claim], [word.casefold() for word in edit.source]
    odd = (sum(word in CUES - FOLLOWING for word in ours) - sum(word in CUES - FOLLOWING for word in theirs)) % 2
    return bool(odd) and not {*ours, *theirs} - CUES - FILLERS


def _turns(text: str) -> bool:
    return bool(TURNING & stems(text)) or bool(RULED_OUT.search(text))


def _is_excepted(claim: str, evidence: str) -> bool:
    """Whether the claim makes an exception where the sentence that it follows makes none, or the other way round."""
    nearest = max(SENTENCE.split(evidence), key=lambda sentence: len(stems(sentence) & stems(claim)))
    return bool(EXCEPTING & tokens(claim)) != bool(EXCEPTING & tokens(nearest))


def _check(claim: Claim, draft: Draft) -> Fault | None:
    if not claim.evidence:
        return None
    quotes = [draft.evidence[index].quote for index in claim.evidence]
    if not any(CUE_TOKENS & tokens(text) for text in (claim.text, *quotes)):  # neither denies anything
        return None
    evidence = "\n".join(quotes)
    if place := _turned_alone(edits(claim.text, evidence)):
        return None if _is_excepted(claim.text, evidence) else _fault(claim, place)
    denied, said = polarity(claim.text)
    source_denied, source_said = polarity(evidence)
    turned = ((denied - said) & (source_said - source_denied)) | ((said - denied) & (source_denied - source_said))
    unsure = LEFT_OPEN & (tokens(claim.text) | tokens(evidence)) or _turns(claim.text) or _turns(evidence) or CONTRASTED.search(claim.text)
    if not turned or unsure or bool(denied) == bool(source_denied):
        return None
    return _fault(claim, ", ".join(sorted(turned)))


def _fault(claim: Claim, place: str) -> Fault:
    return Fault(
        kind=FaultKind.NEGATION_MISMATCH,
        quote=claim.text,
        reason=f'the sentence and the source words named for it differ in a "not" at: {place}',
        remedy="deny what the source denies and nothing else",
    )
