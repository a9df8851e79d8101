"""Stands alone: a question that needs nothing beside it."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission

PLACE = (
    r"(?:passage|text|section|chapter|paragraph|excerpt|document|article|snippet|author|listing|figure|code|example|table|list|sentence)s?"
)
POINTING = re.compile(
    "|".join(
        (
            rf"\b(?:this|these|that|those|the (?:above|following|previous|next|given|provided)) {PLACE}\b",
            rf"\bthe (?:above|following|previous|given|provided)[- ]\w+ {PLACE}\b",
            r"\b(?:in|by|from|of|to|does|do|is|according to|within) the (?:passage|text|excerpt|snippet|author|given document)\b",
            rf"\b{PLACE} (?:above|below)\b",
            r"\b(?:mentioned|described|shown|listed|given|discussed) (?:above|below|here|earlier|previously)\b",
            r"\b(?:listing|figure|table|example) \d+(?:[-.]\d+)*\b",
            r"\bthe (?:above|following)\b",
        )
    ),
    re.IGNORECASE,
)
VERBS = "is are was were do does can must may should will mean work use have need happen".split()
DANGLING = re.compile(
    r"^(?:what|why|how|when|where|which|who|whom|in what way)?\s*"
    r"(?:do|does|did|is|are|was|were|can|could|should|must|may|might|will|would|has|have)?\s*"
    r"(?:it|they|he|she|we|its|their|this|these|those)\b"
    rf"(?=\s*(?:$|[?,]|\w+(?:ed|ing)\b|(?:{'|'.join(VERBS)})\b))",
    re.IGNORECASE,
)


def standalone(submission: Submission) -> tuple[Fault, ...]:
    """A fault when the question points at the text it was made from, or opens with a pronoun for something outside it."""
    question = submission.draft.question
    found = POINTING.search(question) or DANGLING.search(question)
    if not found:
        return ()
    return (
        Fault(
            kind=FaultKind.NOT_STANDALONE,
            quote=found[0].strip() or question,
            reason="a reader who does not see the source cannot know what this points at",
            remedy="name the thing in full",
        ),
    )
