"""Premise: what a question asserts before it asks is carried by the evidence of its answer."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.terms import content_terms, tokens

ASSERTED = re.compile(
    r"(?:\b(?:since|given that|because|although|though|considering|knowing|now that)|^given) ([^,;?？]+)"
    r"|, (?:which|who|whose) ([^,;?？]+),",  # without the second comma it asks
    re.IGNORECASE,
)
# One of these words stands in all that the pattern finds; to look for them costs a tenth of it.
ASSERTING = frozenset("since given because although though considering knowing now which who whose".split())
FEWEST = 3
"""Content words from which on a premise says something that can be checked."""
CARRIED = 0.5
"""The share of them that must be carried."""


def premise(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each premise of the question of whose words evidence and answer have less than half, the subject's own set aside.

    Other passages shown do not count, for what a question takes for granted becomes part of what is taught.
    """
    draft = submission.draft
    if not ASSERTING & tokens(draft.question):
        return ()
    subject = content_terms(submission.brief.about)
    carried = content_terms("\n".join((draft.answer, *(piece.quote for piece in draft.evidence))))
    return tuple(
        Fault(
            kind=FaultKind.UNSUPPORTED,
            quote=asserted,
            reason="the question takes this for granted, and the source words named do not say it",
            remedy="leave it out, or quote the words that carry it",
        )
        for found in ASSERTED.finditer(draft.question)
        if (asserted := found[1] or found[2])
        and len(terms := content_terms(asserted) - subject) >= FEWEST
        and len(terms & carried) < CARRIED * len(terms)
    )
