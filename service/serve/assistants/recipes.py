"""The project's own recipes as assistants: what each takes, and where its run is."""

from typing import Annotated, Any

from pydantic import Field

from bookwright.agents.label.labeller import MOST_PROMPTS
from bookwright.agents.prefer.principle import checked_principles
from bookwright.curation.reason.reward import Reward
from bookwright.errors import InputError
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.graphs.instruct.settings import ALPACA, InstructSettings
from bookwright.graphs.label.settings import LabelSettings
from bookwright.graphs.prefer.settings import PairSettings, PreferSettings
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.reason.settings import ReasonSettings
from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.service.serve.assistants.recipe import NO_MODEL, RecipeAssistant, RecipeInput

Documents = Annotated[list[str], Field(min_length=1, description="Ids of uploaded documents.")]
Rows = Annotated[list[str], Field(min_length=1, description="Ids of uploaded data files (JSON Lines, JSON, CSV, TSV).")]


class InstructInput(RecipeInput):
    """`data` holds tasks that people wrote; with `documents` new tasks rest on these. `alpaca` shows seeds as Alpaca did, `rounds` are made
    at most."""

    data: Rows
    documents: list[str] = Field(default_factory=list, description="Ids of uploaded documents.")
    alpaca: bool = False
    rounds: int | None = Field(default=None, ge=1)
    settings: InstructSettings = InstructSettings()

    @property
    def method(self) -> InstructSettings:
        """Alpaca's own, where it is wanted, but for what is named; a task has one instance then."""
        named = self.settings.model_dump(exclude_unset=True, exclude={"instances"})
        return ALPACA.model_copy(update=named) if self.alpaca else self.settings

    @property
    def own(self) -> dict[str, Any]:
        """The way, and how often."""
        return {"alpaca": self.alpaca, "rounds": self.rounds}


class EvolveInput(RecipeInput):
    """`data` holds instructions, with inputs and outputs where they have them."""

    data: Rows
    settings: EvolveSettings = EvolveSettings()


class PreferInput(RecipeInput):
    """`data` holds prompts, with answers, or with one chosen and one rejected, where they have them."""

    data: Rows
    settings: PairSettings = PairSettings()

    @property
    def method(self) -> PreferSettings:
        """With every principle, where none is named. InputError for one that there is not."""
        return PreferSettings(**dict(self.settings) | {"principles": checked_principles(self.settings.principles)})


class PrinciplesInput(RecipeInput):
    """`data` holds instructions with their responses, which are criticised and revised."""

    data: Rows
    settings: PrinciplesSettings = Field(default_factory=PrinciplesSettings)


class ReasonInput(RecipeInput):
    """`data` holds problems with their answers. Solutions in the fields that `settings.recorded` names are read in place of asking a
    model."""

    data: Rows
    settings: ReasonSettings = ReasonSettings()

    @property
    def method(self) -> ReasonSettings:
        """Recorded solutions are sorted, not thinned. InputError for several rounds of them."""
        if not self.settings.recorded:
            return self.settings
        if len(self.settings.thresholds) > 1:
            raise InputError("thresholds: recorded solutions are read once; give one")
        return self.settings if "alike" in self.settings.model_fields_set else self.settings.model_copy(update={"alike": None})

    def unaided(self) -> str:
        """Recorded solutions, and another reward than a judge's."""
        if not self.settings.recorded:
            return f"settings: recorded: {NO_MODEL}, or name the fields of the data that hold solutions"
        return f"settings: reward: {NO_MODEL}, or choose another" if self.settings.reward is Reward.JUDGE else ""


class RephraseInput(RecipeInput):
    """The passages of `documents` are told again in styles."""

    documents: Documents
    settings: RephraseSettings = RephraseSettings()


class LabelInput(RecipeInput):
    """`data` holds texts, which get the labels of `settings.scheme`. The model votes once with each of so many `prompts`; labels in the
    fields that `settings.columns` names vote too."""

    data: Rows
    prompts: int = Field(default=1, ge=1, le=MOST_PROMPTS)
    settings: LabelSettings

    @property
    def own(self) -> dict[str, Any]:
        """How often a model votes."""
        return {"prompts": self.prompts}

    def unaided(self) -> str:
        """Labels that the data has."""
        return "" if self.settings.columns else f"settings: columns: {NO_MODEL}, or name the fields of the data that hold labels"


class ConverseInput(RecipeInput):
    """Dialogues are held on `documents`. `data` holds who asks, a row each; else personas are drawn from the documents."""

    documents: Documents
    data: list[str] = Field(default_factory=list, description="Ids of uploaded data files with personas.")
    settings: ConverseSettings = ConverseSettings()


RECIPES = (
    RecipeAssistant(
        name="instruct",
        description="Instructions with inputs and outputs after seeds that people wrote (Self-Instruct), each far enough from all others.",
        input=InstructInput,
        run="bookwright.service.instruct.run:InstructRun",
    ),
    RecipeAssistant(
        name="evolve",
        description="Instructions made harder or broader round by round; what gains nothing is eliminated (Evol-Instruct).",
        input=EvolveInput,
        run="bookwright.service.evolve.run:EvolveRun",
    ),
    RecipeAssistant(
        name="prefer",
        description="Preference pairs: the better and the worse of several answers to a prompt.",
        input=PreferInput,
        run="bookwright.service.prefer.run:PreferRun",
    ),
    RecipeAssistant(
        name="principles",
        description="Responses criticised and revised by principles, and compared with what they were (Constitutional AI).",
        input=PrinciplesInput,
        run="bookwright.service.principles.run:PrinciplesRun",
    ),
    RecipeAssistant(
        name="reason",
        description="Problems worked out step by step; the traces whose answer is verified are kept.",
        input=ReasonInput,
        run="bookwright.service.reason.run:ReasonRun",
    ),
    RecipeAssistant(
        name="rephrase",
        description="The passages of documents told again in other styles, with every fact kept that the style keeps and none added.",
        input=RephraseInput,
        run="bookwright.service.rephrase.run:RephraseRun",
    ),
    RecipeAssistant(
        name="label",
        description="Labels for texts by a scheme, by a model's votes and by labels in the data; what they do not agree on is rejected.",
        input=LabelInput,
        run="bookwright.service.label.run:LabelRun",
    ),
    RecipeAssistant(
        name="converse",
        description="Dialogues on documents: follow-ups that need what was said, every answer cited, and honest refusals.",
        input=ConverseInput,
        run="bookwright.service.converse.run:ConverseRun",
    ),
)
