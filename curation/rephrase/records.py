"""What rephrasing ships."""

from bookwright.agents.rephrase.items import Part, Rephrased
from bookwright.agents.rephrase.style import Style
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.curation.rephrase.coverage import Coverage
from bookwright.curation.rephrase.measures import Measures
from bookwright.knowledge.evidence import Evidence


class RephraseRecord(RecipeRecord[Rephrased]):
    """A passage told again in a style. `text` is what a trainer reads, `source_text` the passage, `whole` where it stands; `parts` is the
    text by its sentences."""

    kind: str = "rephrase"
    style: Style
    text: str
    source_text: str
    passage_id: str
    whole: Evidence
    parts: tuple[Part, ...]
    coverage: Coverage
    measures: Measures


class RephraseReject(RecipeReject[Rephrased]):
    """A passage and a style of which nothing came."""

    kind: str = "rephrase"
    style: Style
    passage_id: str
    coverage: Coverage | None = None
    measures: Measures | None = None


RephraseYield = Yield[RephraseRecord, RephraseReject]
