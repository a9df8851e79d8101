"""Numbers: every number of a claim stands in the evidence that the claim names, or in the question."""

import re

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission

FIGURE = re.compile(r"(?<![\w.,])[-−]?\d+(?:[.,]\d+)*|(?<=\w)\d+(?:[.,]\d+)*")
WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
NUMBER_WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE)
TENS_AND_ONES = re.compile(r"\b(\w+ty)[- ](one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
LISTING = re.compile(r",|;|\n|\band\b|\bor\b", re.IGNORECASE)
HARMLESS_WORDS = {"0", "1", "2"}


def figures(text: str) -> set[str]:
    """The numbers written in figures, without thousands separators and with a plain minus."""
    return {re.sub(r",(?=\d{3}(?:\D|$))", "", figure).replace("−", "-").rstrip(".,") for figure in FIGURE.findall(text)}


def number_words(text: str) -> set[str]:
    """The numbers written as English words, as figures."""
    joined = [(tens.casefold(), ones.casefold()) for tens, ones in TENS_AND_ONES.findall(text) if tens.casefold() in WORDS]
    together = {str(int(WORDS[tens]) + int(WORDS[ones])) for tens, ones in joined}
    rest = TENS_AND_ONES.sub(lambda match: "" if match[1].casefold() in WORDS else match[0], text)
    return together | {WORDS[word.casefold()] for word in NUMBER_WORD.findall(rest)}


def numbers(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim with numbers that neither its evidence nor the question has."""
    return tuple(fault for claim in submission.draft.claims if (fault := _check(claim, submission.draft)))


def _check(claim: Claim, draft: Draft) -> Fault | None:
    evidence = " \n ".join(draft.evidence[index].quote for index in claim.evidence)
    known = figures(evidence) | number_words(evidence) | figures(draft.question) | number_words(draft.question)
    unknown = figures(claim.text) - known
    counted = len(LISTING.findall(evidence)) + 1
    unknown |= {value for value in number_words(claim.text) - known - HARMLESS_WORDS if int(value) > counted}
    if not unknown or claim.connective:
        return None
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=claim.text,
        reason=f"the source words named for this sentence do not have the number {', '.join(sorted(unknown))}",
        remedy="use the number of the source, or quote the words that have it",
    )
