"""What pairs of answers ship as."""

from pydantic import Field

from bookwright.agents.items import Fault, Hashed, Verdict
from bookwright.agents.prefer.items import Candidate
from bookwright.curation.jury.ballot import Ballot
from bookwright.curation.prefer.ranking import Measure
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class PreferencePair(Hashed):
    """A prompt with the better and the worse answer to it: what the verdict of a record is bound to."""

    prompt: str
    chosen: str
    rejected: str


class PreferenceRecord(RecipeRecord[Candidate]):
    """A pair. `text_sha256` is the hash of `PreferencePair(prompt, chosen, rejected)`; `lineage` holds every answer to the prompt.

    `origin` is the row that it comes from. `hard_label` is 1, for the chosen answer stands first; `soft_label` is how far what was said is
    for it, from 0 to 1, None where nobody compared the two. The scores are what the answers come to by each measure, from 0 to 1;
    `margin` is the gap of the one that decided. `ballots` are each judge's on the two in both orders, the chosen answer as the first of
    the pair; the ratings are the raters' verdicts. `faults` are what gates and critics found in the rejected answer.
    """

    kind: str = "preference"
    origin: str
    prompt: str
    chosen: str
    rejected: str
    chosen_by: str
    rejected_by: str
    hard_label: int = 1
    soft_label: float | None = None
    margin: float | None = None
    chosen_scores: dict[Measure, float] = Field(default_factory=dict)
    rejected_scores: dict[Measure, float] = Field(default_factory=dict)
    ballots: tuple[Ballot, ...] = ()
    chosen_ratings: tuple[Verdict, ...] = ()
    rejected_ratings: tuple[Verdict, ...] = ()
    faults: tuple[Fault, ...] = ()


class PreferenceReject(RecipeReject[Candidate]):
    """A prompt whose answers make no pair, or a record without a loop; the pair's fields are those of a record, as far as it came."""

    kind: str = "preference"
    origin: str = ""
    prompt: str = ""
    chosen: str = ""
    rejected: str = ""
    chosen_by: str = ""
    rejected_by: str = ""
    soft_label: float | None = None
    margin: float | None = None
    chosen_scores: dict[Measure, float] = Field(default_factory=dict)
    rejected_scores: dict[Measure, float] = Field(default_factory=dict)
    ballots: tuple[Ballot, ...] = ()
    chosen_ratings: tuple[Verdict, ...] = ()
    rejected_ratings: tuple[Verdict, ...] = ()
    faults: tuple[Fault, ...] = ()


PreferenceYield = Yield[PreferenceRecord, PreferenceReject]
