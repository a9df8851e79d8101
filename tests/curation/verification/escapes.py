"""Every escape that is tried."""

from tests.curation.verification.outwards import OUTWARDS
from tests.curation.verification.upwards import UPWARDS

ESCAPES = (*OUTWARDS, *UPWARDS)
