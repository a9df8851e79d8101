"""The reviser by a principle (Bai et al. 2022, section 3.1)."""

from pydantic import Field

from bookwright.agents.principles.items import PrincipledStep, PrincipledText
from bookwright.agents.principles.shown import shown_response
from bookwright.agents.reading import fenced, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class PrincipledRevision(Frozen):
    """The reviser's reply: the whole response anew."""

    revision: str = Field(min_length=1)


class PrincipleReviser(PromptRole[PrincipledStep, PrincipledRevision, PrincipledText]):
    """A response with an objection to the same response mended."""

    returns = PrincipledRevision

    def fields(self, item: PrincipledStep) -> dict[str, str]:
        return {
            "principle": item.principle.name,
            "request": item.principle.revision,
            **shown_response(item.text),
            "critique": f"<faults>\n{fenced(item.objection)}\n</faults>",
            "language": item.language,
        }

    def parse(self, item: PrincipledStep, answer: PrincipledRevision) -> PrincipledText:
        revision = visible(answer.revision).strip()
        if not revision:
            raise ValueError("revision: is empty; give the whole response")
        return item.text.model_copy(update={"output": revision})
