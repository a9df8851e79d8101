"""Personas for a specification, drawn from the documents of a run before its items are asked for."""

from collections.abc import Sequence

from bookwright.agents.chat import Chat
from bookwright.agents.portrayer import Portrayer
from bookwright.curation.specification.personas import distinct
from bookwright.curation.specification.specification import Specification
from bookwright.errors import ModelError, RunError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.brief import brief_of
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

EACH = 2


async def with_personas(
    specification: Specification, chat: Chat, library: Library, passages: Sequence[Passage], shown: QASettings
) -> Specification:
    """The specification with the personas that it wants of the documents, whose passages are shown as in these settings.

    As many passages are asked as personas are wanted, the first in work order, each for two, since some will be alike. RunError where not
    one comes; fewer than wanted is what the documents give. ModelError when no call can succeed.
    """
    if not specification.personas:
        return specification
    portrayer, asking = Portrayer(chat), shown.model_copy(update={"drafts": EACH})
    briefs = [brief_of([passage.id], library, asking) for passage in passages[: specification.personas]]
    given = await abreast(attempt(portrayer(brief)) for brief in briefs)
    drawn = distinct((one for some in given if not isinstance(some, ModelError) for one in some), specification.personas)
    if not drawn:
        raise RunError("--specification: persona: the documents gave none; list personas in the file in place of a number")
    return specification.with_personas(drawn)
