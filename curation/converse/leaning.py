"""Whether a follow-up needs what was said before: the standalone form restores what the question leaves to earlier turns.

The pair of a question and its rewriting that can be understood alone is that of CANARD (Elgohary et al. 2019, section 2).
"""

import re

from bookwright.curation.terms import content_terms

ANAPHOR = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|then|so|such|one|ones|else|same|both"
    r"|either|neither|former|latter|other|others|another|here|too|also|instead|otherwise|any|none)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"^(?:and|or|but|so|then|also|what about|how about|what if|why(?: not)?\b|which|even|only)\b", re.IGNORECASE)
SHORT = 6
"""Words up to which a question may simply leave a part out: "For how long?"."""


def leans(said: str, standalone: str, before: str, language: str) -> bool:
    """Whether the question leaves something to what was said before, so that its standalone form adds words of it.

    Pronouns and ellipses are told in English alone; in other languages the added words decide.
    """
    added = content_terms(standalone) - content_terms(said)
    if not added & content_terms(before):
        return False
    if not language.startswith("en"):
        return True
    return bool(ANAPHOR.search(said) or OPENING.match(said) or len(said.split()) <= SHORT)
