"""The persona finder: who would ask about a document (text to persona, PersonaHub: Ge et al. 2024, section 2.1)."""

from pydantic import Field

from bookwright.agents.converse.items import Acquaintance, Persona
from bookwright.agents.items import Brief
from bookwright.agents.reading import in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class WrittenPersona(Frozen):
    """Somebody as a model replies."""

    who: str = Field(min_length=1)
    wants: str = Field(min_length=1)


class WrittenPersonas(Frozen):
    """The reply: the people, none where nobody would ask."""

    personas: list[WrittenPersona]


class PersonaFinder(PromptRole[Acquaintance, WrittenPersonas, tuple[Persona, ...]]):
    """A document to the people who would ask about it, at most as many as wanted."""

    returns = WrittenPersonas

    def fields(self, item: Acquaintance) -> dict[str, str]:
        brief = Brief(passages=item.passages, titles={item.document_id: item.title}, language=item.language)
        return {"passages": numbered_passages(brief), "wanted": str(item.wanted), "language": item.language}

    def parse(self, item: Acquaintance, answer: WrittenPersonas) -> tuple[Persona, ...]:
        return tuple(
            Persona(who=in_one_line(visible(one.who)), wants=in_one_line(visible(one.wants))) for one in answer.personas[: item.wanted]
        )
