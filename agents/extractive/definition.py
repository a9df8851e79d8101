"""Questions for the meaning of a term, and sentences that tell it."""

import re

ASKED = re.compile(
    r"^What (?:(?:is|are) (?:the term )?(?P<is>[^?]+)|(?:does|do) (?:the term )?(?P<means>[^?]+?) (?:mean|refer to))\?$", re.IGNORECASE
)
NAMING = re.compile(r"\b(?:called|known as|referred to as|termed)\b")
DEFINING = re.compile(
    r"(?:An?|The) [\w\- ]{2,60}? (?:is|are) (?:an?|the|any) (?!process\b|term\b)|"
    r"[“\"][^”\"]+[”\"] (?:means|is)\b|(?:You|We|Our|To|When|If)\b"
)
"""How a sentence begins that defines something else, or tells what to do."""


def is_of(name: str, words: str) -> bool:
    """Whether words define what they are said to: they begin with the term, or end by naming it and define nothing else."""
    term = rf"[“\"‘'(]?{re.escape(name)}(?:e?s)?\b"
    leading = r"(?:(?:in|for|with|under) [^,]{1,40}, )?(?:the term |an?|the|one|each|every)?\s*"
    if re.match(f"{leading}{term}", words, re.IGNORECASE):
        return True
    named = re.search(rf"{NAMING.pattern} (?:as |an?|the)?\s*{term}", words, re.IGNORECASE)
    return named is not None and not DEFINING.match(words[: named.start()])
