"""The critic by a principle (Bai et al. 2022, section 3.1)."""

from typing import Literal

from bookwright.agents.principles.items import Objection, PrincipledStep
from bookwright.agents.principles.shown import shown_response
from bookwright.agents.reading import visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class PrincipledCritique(Frozen):
    """The critic's reply: what it finds, then whether that is to be mended."""

    critique: str
    objects: Literal["yes", "no"]


class PrincipleCritic(PromptRole[PrincipledStep, PrincipledCritique, Objection]):
    """A response and one principle to what is wrong with it by that principle."""

    returns = PrincipledCritique

    def fields(self, item: PrincipledStep) -> dict[str, str]:
        return {"principle": item.principle.name, "request": item.principle.critique, **shown_response(item.text)}

    def parse(self, _: PrincipledStep, answer: PrincipledCritique) -> Objection:
        words = visible(answer.critique).strip()
        if answer.objects == "yes" and not words:
            raise ValueError('critique: is empty; name what is to be mended, or "no" as objects')
        return Objection(objects=answer.objects == "yes", words=words, by=self.maker)
