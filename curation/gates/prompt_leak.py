"""Prompt leak: words of the task that found their way into the text (Evol-Instruct, Xu et al. 2023, section 3.3, rule 4)."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.terms import tokens

LEAKED = re.compile(
    r"\b(?:given|rewritten|evolved|original|created) (?:prompt|question|draft|pair)\b|#(?:rewritten|given) prompt#"
    r"|\bas an AI(?: language)? model\b|\bpassages? (?:number )?\d+\b|</?(?:passage|draft|faults)\b|\bthe draft\b|\bJSON object\b",
    re.IGNORECASE,
)
# One of these words stands in all that the pattern finds; to look for them costs a tenth of it.
TASK_WORDS = frozenset("prompt question draft pair ai passage passages faults json".split())


def prompt_leak(submission: Submission) -> tuple[Fault, ...]:
    """A fault when question or answer speaks of the task, unless the source words that it names do so too.

    What else stands in the passages excuses nothing: a document that talks to its reader would excuse its own echo.
    """
    draft = submission.draft
    if not TASK_WORDS & (tokens(draft.question) | tokens(draft.answer)):
        return ()
    found = LEAKED.search(draft.question + "\n" + draft.answer)
    if not found or any(found[0].casefold() in piece.quote.casefold() for piece in draft.evidence):
        return ()
    return (
        Fault(
            kind=FaultKind.PROMPT_LEAK, quote=found[0], reason="these words belong to the task, not to the subject", remedy="leave them out"
        ),
    )
