"""Embeddings that come from outside: any LangChain ones, or an endpoint that speaks OpenAI's protocol."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings

from bookwright.errors import InputError, ModelUnreachable
from bookwright.knowledge.masking import shown
from bookwright.knowledge.settings import OPENAI_PREFIX, LibrarySettings
from bookwright.knowledge.store import Vectors

BATCH = 256
DEADLINE = 60.0  # seconds for one request
ATTEMPTS = 3
ADVICE = "check the endpoint, its key and the model's name, or use fitted or none"

T = TypeVar("T")


def configured(settings: LibrarySettings) -> Embeddings | None:
    """The embeddings of the endpoint that the settings name; None if they name none, InputError if there is no key for it."""
    if not settings.embeddings.startswith(OPENAI_PREFIX):
        return None
    from langchain_openai import OpenAIEmbeddings  # noqa: PLC0415  a second's import, for those who ask for it
    from openai import OpenAIError  # noqa: PLC0415

    try:
        return OpenAIEmbeddings(
            model=settings.embeddings.removeprefix(OPENAI_PREFIX),
            base_url=settings.embeddings_url,
            api_key=settings.embeddings_key,
            check_embedding_ctx_length=False,  # else it fetches a tokenizer from the network, and sends tokens where servers expect text
            timeout=DEADLINE,
            max_retries=ATTEMPTS - 1,
        )
    except OpenAIError:
        raise InputError(
            f"--embeddings {settings.embeddings}: no key for the endpoint; set OPENAI_API_KEY, or use fitted or none"
        ) from None


def name_of(embeddings: Embeddings) -> str:
    """What tells these embeddings from others: their class and, if they state one, their model."""
    kind = type(embeddings)
    model = next((str(value) for field in ("model", "model_name", "name") if (value := getattr(embeddings, field, None))), "")
    return f"{kind.__module__}.{kind.__qualname__}" + (f":{model}" if model else "")


def _label(embeddings: Embeddings) -> str:
    """What a user calls these embeddings: the option that names them, if one does."""
    kind, _, model = name_of(embeddings).partition(":")
    return f"--embeddings {OPENAI_PREFIX}{model}" if kind.startswith("langchain_openai.") else name_of(embeddings)


def embed_texts(embeddings: Embeddings, texts: Sequence[str]) -> Vectors:
    """One vector for each text, texts × dimensions; ModelUnreachable if they cannot be had or cannot be used."""
    rows: list[list[float]] = []
    for start in range(0, len(texts), BATCH):
        rows += _ask(embeddings, partial(embeddings.embed_documents, list(texts[start : start + BATCH])))
    return _checked(embeddings, rows, len(texts))


def embed_query(embeddings: Embeddings, query: str) -> Vectors:
    """The vector of a query; ModelUnreachable as in `embed_texts`."""
    vector: Vectors = _checked(embeddings, [_ask(embeddings, partial(embeddings.embed_query, query))], 1)[0]
    return vector


def _ask(embeddings: Embeddings, call: Callable[[], T]) -> T:
    try:
        return call()
    except Exception as error:
        raise ModelUnreachable("embeddings", f"{_label(embeddings)}: {type(error).__name__}: {shown(str(error))}; {ADVICE}") from error


def _checked(embeddings: Embeddings, rows: list[list[float]], count: int) -> Vectors:
    same_length = len({len(row) for row in rows}) == 1
    vectors = np.array(rows if same_length else [], dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
        raise ModelUnreachable("embeddings", f"{_label(embeddings)}: what came back is not one row of numbers for each text; {ADVICE}")
    return vectors
