"""What goes through the graph of a prompt."""

from typing import NotRequired

from typing_extensions import TypedDict

from bookwright.agents.chat import Usage
from bookwright.agents.items import Critique, Verdict
from bookwright.agents.prefer.items import Candidate, Prompted
from bookwright.curation.prefer.ranking import Contest
from bookwright.curation.prefer.records import PreferenceYield
from bookwright.curation.record import Source, VersionOf

Version = VersionOf[Candidate]
Ratings = tuple[tuple[Verdict, ...], ...]
"""The raters' verdicts on each answer; none where nobody rates."""


class PreferInput(TypedDict):
    """A prompt, and where it stands."""

    item: Prompted
    source: Source


class PreferState(PreferInput):
    """Its answers, what the gates say of those that are kept, what judges say of each two and raters of each one, or why they are not
    ranked; then what it came to."""

    versions: NotRequired[tuple[Version, ...]]
    critiques: NotRequired[tuple[Critique, ...]]
    contests: NotRequired[tuple[Contest, ...]]
    ratings: NotRequired[Ratings]
    failed: NotRequired[tuple[str, str]]
    usage: NotRequired[Usage]
    made: NotRequired[PreferenceYield]


class PreferOutput(TypedDict):
    """What it came to."""

    made: PreferenceYield
