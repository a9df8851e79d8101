"""Truncation: an answer, or one of its sentences, that stops before it ends."""

import re

from bookwright.agents.items import Claim, Draft, Fault, FaultKind, Submission
from bookwright.curation.alignment import SAID_FIRST, SENTENCE, is_quoted
from bookwright.curation.terms import words
from bookwright.knowledge.evidence import squeeze, squeezed

ENDED = re.compile(r"[.!?。！？…:][\"'”’»)\]*`_]*\s*$")
LAST = re.compile(r"(?<!['’`])\b([a-z]+)[.!?…]*\s*$")
"""The last word, unless it is quoted, set as code (Rust's 'a) or a letter by itself like the one of "vitamin A"."""
HANGING = re.compile(r"(?:[,;(\[{“«/&+=—–-]|\.\.\.|…)\s*$")
# Words that no sentence ends with, whatever mark is set behind them.
OPEN_ENDS = frozenset("a an the and or nor but because if than whose their our my every while although unless whereas".split())
STRANDED = frozenset(
    """of from with into onto between among to for by on in at about as through that which who when where its will would shall should must
    may might""".split()
)
"""Words that end a sentence now and then, with a mark behind them: "what it is made of."."""
PREPOSITIONS = frozenset("of from with into onto between among to for by on in at about through".split())
FRONTED = frozenset("what whatever which whichever whom who whose that where".split())
"""Words that a preposition at the end of a sentence may belong to: "what it is used for."."""
HELPING = frozenset("is are was were be been has have had can could not".split())
"""Words that do so without one, too: "as it was"."""
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
TAIL = 12
"""Letters at the end of a sentence that are looked up in its evidence."""
GOES_ON = re.compile(r"[ ,(]+[^.!?;:\n]*\w")
LONG = 10
"""Words that no mere part of a sentence has when it is given for an answer."""


def truncation(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim that ends in a word, a mark or a bracket after which something must come, or where its evidence goes on."""
    draft = submission.draft
    return tuple(
        Fault(kind=FaultKind.TRUNCATED, quote=claim.text[-80:], reason=f"this stops before it ends: {why}", remedy="finish the sentence")
        for claim in draft.claims
        if (why := _why(claim, draft))
    )


def _why(claim: Claim, draft: Draft) -> str:
    """What shows that the claim is cut; empty if nothing does."""
    text = claim.text.strip()
    quotes = [draft.evidence[index].quote for index in claim.evidence]
    ended = bool(ENDED.search(text))
    if not text or (ended and any(text.split() == quote.split() for quote in quotes)):
        return ""
    last = LAST.search(text)
    goes_on = any(_goes_on(text, quote) for quote in quotes)
    if last and _hangs(last[1], text, ended=ended, goes_on=goes_on):
        return f'it ends with "{last[1]}"'
    if HANGING.search(text) and not any(quote.strip().endswith(text[-3:]) for quote in quotes):
        return f'it ends with "{text[-1]}"'
    open_mark = next((first for first, second in PAIRS if text.count(first) > text.count(second)), "")
    if open_mark and not any(is_quoted(text, quote) for quote in quotes):
        return f'"{open_mark}" is not closed'
    if goes_on and not ended:
        return "its source goes on in the same sentence"
    return ""


def _hangs(last: str, text: str, *, ended: bool, goes_on: bool) -> bool:
    """Whether something must come after the last word; nothing must after a preposition that may belong to a word before it."""
    if ended and last in PREPOSITIONS and not FRONTED.isdisjoint(words(text)[:-1]):
        return False
    return last in OPEN_ENDS or (last in STRANDED and not ended) or (last in STRANDED | HELPING and goes_on)


def _goes_on(text: str, quote: str) -> bool:
    """Whether the claim stops inside a word of the quote, or inside a sentence that it began with or was long in.

    A short answer that is only a part of a sentence, "after 12 hours", is whole.
    """
    told = squeezed(SAID_FIRST.sub("", text))
    wanted = told[-TAIL:]
    run, origins = squeeze(quote)
    place = run.find(wanted)
    if place < 0 or len(wanted) < TAIL:
        return False
    end = origins[place + len(wanted) - 1] + 1
    begun = len(words(text)) >= LONG or any(squeezed(sentence).startswith(told[:TAIL]) for sentence in SENTENCE.split(quote))
    return quote[end : end + 1].isalnum() or (begun and bool(GOES_ON.match(quote, end)))
