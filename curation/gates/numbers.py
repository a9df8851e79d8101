"""Numbers: a question's stand in the passages shown; a claim's stand in the evidence that it names, or in the question."""

import re
from collections.abc import Set

from bookwright.agents.items import Brief, Claim, Draft, Fault, FaultKind, Submission

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
    """A fault for a question with numbers that no passage has, and for each claim with numbers that neither its evidence nor it has."""
    draft = submission.draft
    shown = _shown(submission.brief)
    invented = _missing(draft.question, shown)
    lent = _stated(draft.question) - invented
    return (
        *((_question_fault(draft.question, invented),) if invented else ()),
        *(fault for claim in draft.claims if (fault := _check(claim, draft, lent))),
    )


def _shown(brief: Brief) -> str:
    """All that the brief says: its passages with their headings, their titles and the subject."""
    passages = (part for passage in brief.passages for part in (*passage.headings, passage.text))
    return " \n ".join((brief.about, *brief.titles.values(), *passages))


def _stated(text: str) -> set[str]:
    return figures(text) | number_words(text)


def _missing(text: str, source: str, lent: Set[str] = frozenset()) -> set[str]:
    """The numbers of a text that are neither the source's nor lent, without small ones in words that may count what the source lists."""
    known = _stated(source) | lent
    counted = len(LISTING.findall(source)) + 1
    return (figures(text) - known) | {value for value in number_words(text) - known - HARMLESS_WORDS if int(value) > counted}


def _question_fault(question: str, invented: Set[str]) -> Fault:
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=question,
        reason=f"the passages shown do not have the number {', '.join(sorted(invented))} of the question",
        remedy="ask with the number of the source, or without one",
    )


def _check(claim: Claim, draft: Draft, lent: Set[str]) -> Fault | None:
    evidence = " \n ".join(draft.evidence[index].quote for index in claim.evidence)
    unknown = _missing(claim.text, evidence, lent)
    if not unknown or claim.connective:
        return None
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=claim.text,
        reason=f"the source words named for this sentence do not have the number {', '.join(sorted(unknown))}",
        remedy="use the number of the source, or quote the words that have it",
    )
