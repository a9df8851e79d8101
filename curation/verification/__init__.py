"""Checks of solutions without a model: mathematics worked out, programs run in a sandbox, figures drawn from tables again."""

from collections.abc import Sequence

from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, Verification
from bookwright.curation.verification.code import verify_code
from bookwright.curation.verification.math import verify_math
from bookwright.curation.verification.table import verify_table
from bookwright.knowledge.evidence import Evidence

__all__ = ["verify"]


async def verify(check: Check, evidence: Sequence[Evidence]) -> Verification:
    """What a check of a solution comes to. Never raises for what the check holds: what cannot be worked out is unchecked, with the reason.

    A program may take ten seconds of the processor, thirty by the clock, and 256 MB; mathematics ten seconds. `evidence` is that of the
    draft, for checks of tables.
    """
    if isinstance(check, MathCheck):
        return await verify_math(check)
    if isinstance(check, CodeCheck):
        return await verify_code(check)
    return verify_table(check, evidence)
