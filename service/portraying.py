"""Personas for a specification, drawn from the documents of a run before its passages are asked about."""

from collections.abc import Sequence

from bookwright.agents.chat import Chat
from bookwright.agents.portrayer import Portrayer
from bookwright.curation.specification.personas import distinct
from bookwright.errors import ModelError, RunError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.brief import brief_of
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

EACH = 2


async def with_personas(settings: QASettings, chat: Chat, library: Library, passages: Sequence[Passage]) -> QASettings:
    """The settings with the personas that their specification wants of the documents.

    As many passages are asked as personas are wanted, the first in work order, each for two, since some will be alike. RunError where not
    one comes; fewer than wanted is what the documents give. ModelError when no call can succeed.
    """
    specification = settings.specification
    if specification is None or not specification.personas:
        return settings
    portrayer, asking = Portrayer(chat), settings.model_copy(update={"drafts": EACH})
    briefs = [brief_of([passage.id], library, asking) for passage in passages[: specification.personas]]
    given = await abreast(attempt(portrayer(brief)) for brief in briefs)
    drawn = distinct((one for some in given if not isinstance(some, ModelError) for one in some), specification.personas)
    if not drawn:
        raise RunError("--specification: persona: the documents gave none; list personas in the file in place of a number")
    return settings.model_copy(update={"specification": specification.with_personas(drawn)})
