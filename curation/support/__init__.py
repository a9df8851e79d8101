"""How far evidence supports a claim, without a model: a score that ranks and flags, and never accepts by itself."""

from bookwright.curation.support.score import Reason, Standard, Support, support
from bookwright.curation.support.windows import best_windows

__all__ = ["Reason", "Standard", "Support", "best_windows", "support"]
