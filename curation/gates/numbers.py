"""Numbers: a question's stand in the passages shown; a claim's stand in the evidence that it names, or in the question."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from bookwright.agents.items import Brief, Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import edits
from bookwright.curation.terms import AT_HAND, tokens

DIGIT = re.compile(r"\d")
# A sign counts where nothing stands before it, digits where no separator does; it begins with a set, which is quick to look for.
FIGURE = re.compile(r"[-−\d](?:(?<=\d)(?<![.,]\d)\d*|(?<=[-−])(?<![\w.,][-−])\d+)(?:[.,]\d+)*")
WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
TENS = {word for word in WORDS if word.endswith("ty")}
NUMBER_WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE)
TENS_AND_ONES = re.compile(r"\b(\w+ty)[- ](one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
LISTING = re.compile(r",|;|\n|\band\b|\bor\b", re.IGNORECASE)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL = re.compile(rf"\b(?:(\d+)(?:st|nd|rd|th)|({'|'.join(ORDINALS)}))\b", re.IGNORECASE)
COUNTED = re.compile(rf"\b(\d+|{'|'.join(WORDS)})[ \n](\w+s)\b", re.IGNORECASE)
HARMLESS_WORDS = {"0", "1", "2"}


@lru_cache(AT_HAND)
def figures(text: str) -> frozenset[str]:
    """The numbers written in figures, without thousands separators and with a plain minus."""
    if not DIGIT.search(text):
        return frozenset()
    return frozenset(THOUSANDS.sub("", figure).replace("−", "-").rstrip(".,") for figure in FIGURE.findall(text))


@lru_cache(AT_HAND)
def number_words(text: str) -> frozenset[str]:
    """The numbers written as English words, as figures."""
    found = WORDS.keys() & tokens(text)
    if not found & TENS and (not found or "_" not in text):  # an underscore makes one name of several tokens
        return frozenset(WORDS[word] for word in found)
    joined = [(tens.casefold(), ones.casefold()) for tens, ones in TENS_AND_ONES.findall(text) if tens.casefold() in WORDS]
    together = {str(int(WORDS[tens]) + int(WORDS[ones])) for tens, ones in joined}
    rest = TENS_AND_ONES.sub(lambda match: "" if match[1].casefold() in WORDS else match[0], text)
    return frozenset(together | {WORDS[word.casefold()] for word in NUMBER_WORD.findall(rest)})


@lru_cache(AT_HAND)
def ordinals(text: str) -> frozenset[str]:
    """The places in an order, "third" or "3rd", as figures with their full stop."""
    return frozenset(f"{figure or ORDINALS.index(word.casefold()) + 1}." for figure, word in ORDINAL.findall(text))


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


def _shown(brief: Brief) -> list[str]:
    """All that the brief says: its passages with their headings, their titles and the subject."""
    passages = (part for passage in brief.passages for part in (*passage.headings, passage.text))
    return [brief.about, *brief.titles.values(), *passages]


@lru_cache(AT_HAND)
def _stated(text: str) -> frozenset[str]:
    return figures(text) | number_words(text)


def _missing(text: str, source: Sequence[str], lent: Set[str] = frozenset()) -> Set[str]:
    """The numbers of a text that are neither the source's nor lent, without small ones in words that may count what the source lists."""
    if not (stated := _stated(text) - lent):
        return stated
    known = frozenset(lent).union(*map(_stated, source))
    if in_order := ordinals(text):  # "3rd" has a figure where "third" has none
        known |= {place.rstrip(".") for part in source for place in in_order & ordinals(part)}
    counting = number_words(text) - known - HARMLESS_WORDS
    if not counting:
        return figures(text) - known
    whole = "\n".join(source)
    most = len(LISTING.findall(whole)) + 1
    return (figures(text) - known) | {value for value in counting if int(value) > most} | (counting & _miscounted(text, whole))


def _miscounted(text: str, source: str) -> Set[str]:
    """The numbers by which the text counts what the source counts by one other number: "nine days" where it has "ten days"."""
    counted: dict[str, set[str]] = {}
    for number, things in _counts(source):
        counted.setdefault(things, set()).add(number)
    return {number for number, things in _counts(text) if len(counted.get(things, ())) == 1 and number not in counted[things]}


def _counts(text: str) -> list[tuple[str, str]]:
    """The numbers that stand right before a plural, each with it."""
    found = ((number.casefold(), things.casefold()) for number, things in COUNTED.findall(text))
    return [(WORDS.get(number, number), things) for number, things in found]


def _exchanged(claim: str, evidence: str) -> Set[str]:
    """The numbers that stand in the place of others of the evidence, which may have them elsewhere."""
    found: set[str] = set()
    for edit in edits(claim, evidence):
        for told in (_stated, ordinals):
            ours, theirs = told(" ".join(edit.claim)), told(" ".join(edit.source))
            found |= ours - theirs if theirs - ours else set()
    return found


def _question_fault(question: str, invented: Set[str]) -> Fault:
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=question,
        reason=f"the passages shown do not have the number {', '.join(sorted(invented))} of the question",
        remedy="ask with the number of the source, or without one",
    )


def _check(claim: Claim, draft: Draft, lent: Set[str]) -> Fault | None:
    quotes = [draft.evidence[index].quote for index in claim.evidence]
    unknown = _missing(claim.text, quotes, lent) or _exchanged(claim.text, "\n".join(quotes))
    if not unknown or claim.connective:
        return None
    return Fault(
        kind=FaultKind.NUMBER_MISMATCH,
        quote=claim.text,
        reason=f"the source words named for this sentence do not have the number {', '.join(sorted(unknown))}",
        remedy="use the number of the source, or quote the words that have it",
    )
