"""What judges are worth, shown on items with gold, and the jury that follows from it: it weighs its members, and abstains."""

from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.jury.baselines import baselines
from bookwright.curation.jury.calibration import Calibration, calibrate_decisions, calibrate_pairs
from bookwright.curation.jury.decisions import decisions_of
from bookwright.curation.jury.file import read_jury, write_jury
from bookwright.curation.jury.fitting import jury_of_decisions, jury_of_pairs
from bookwright.curation.jury.jury import Finding, Jury
from bookwright.curation.jury.majority import majority
from bookwright.curation.jury.seats import Seating, seats_of
from bookwright.curation.jury.share import Share
from bookwright.curation.jury.vote import Vote

__all__ = [
    "Ballot",
    "Calibration",
    "Finding",
    "Jury",
    "Seating",
    "Share",
    "Vote",
    "baselines",
    "calibrate_decisions",
    "calibrate_pairs",
    "decisions_of",
    "jury_of_decisions",
    "jury_of_pairs",
    "majority",
    "read_jury",
    "seats_of",
    "write_jury",
]
