"""How a library cuts, embeds and weighs."""

from pydantic import Field, SecretStr, field_validator

from bookwright.knowledge.chunker import ChunkSettings
from bookwright.knowledge.document import Frozen

OPENAI_PREFIX = "openai:"


class LibrarySettings(Frozen):
    """`embeddings` is "fitted" (from the library's own words, no weights, no network), "none" (lexical search only) or "openai:MODEL",
    an endpoint at `embeddings_url` (OpenAI's own if None) with `embeddings_key` (else the OPENAI_API_KEY of the environment).

    `dense_weight` is the dense channel's share of a score, from 0 to 1; None leaves it to the default of the language.
    """

    chunk: ChunkSettings = ChunkSettings()
    embeddings: str = "fitted"
    embeddings_url: str | None = None
    embeddings_key: SecretStr | None = None
    dense_weight: float | None = Field(default=None, ge=0, le=1)

    @field_validator("embeddings")
    @classmethod
    def _known(cls, value: str) -> str:
        if value in ("fitted", "none") or (value.startswith(OPENAI_PREFIX) and len(value) > len(OPENAI_PREFIX)):
            return value
        raise ValueError(f'embeddings: "{value}" is none of "fitted", "none", "openai:MODEL"')
