"""Idempotency keys: the same request is done once, another under the same key is refused, and keys are their owner's own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bookwright.errors import RequestRefused
from bookwright.service.serve.answers import SECONDS_KEPT, Answers
from bookwright.service.serve.entities import Asked, Upload
from bookwright.service.serve.openai.once import Made, Once
from bookwright.service.serve.openai.shapes import AnswerMessage, Choice, Completion, UsageShape
from bookwright.service.serve.principal import Principal
from bookwright.service.serve.service import RunService
from bookwright.service.serve.settings import ServeSettings
from tests.service.conftest import PROSE

ADA, BOB = Principal(owner="ada"), Principal(owner="bob")
USED = "idempotency key: was used for another request; give each request a key of its own"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[RunService]:
    async with RunService.open(ServeSettings(data=tmp_path / "data", webhook_hosts=("127.0.0.1",))) as service:
        yield service


async def uploaded(service: RunService, who: Principal, key: str | None, text: str = PROSE, name: str = "sessions.md") -> Upload:
    async def content() -> AsyncIterator[bytes]:
        for line in text.splitlines(keepends=True):
            yield line.encode()

    return await service.uploads.keep(who, name, "text/markdown", content(), key)


async def test_an_upload_is_kept_once_under_its_key(service: RunService) -> None:
    first = await uploaded(service, ADA, "k")
    assert await uploaded(service, ADA, "k") == first
    for text, name in ((PROSE + "more", "sessions.md"), (PROSE, "other.md")):
        with pytest.raises(RequestRefused, match=USED) as refused:
            await uploaded(service, ADA, "k", text, name)
        assert refused.value.status == 422
    assert service.uploads.all_of(ADA) == [first]
    assert len(list((service.settings.data / "uploads").iterdir())) == 1
    assert (await uploaded(service, BOB, "k")).id != first.id
    assert (await uploaded(service, ADA, None)).id != first.id
    service.uploads.drop(ADA, first.id)
    assert (await uploaded(service, ADA, "k")).id != first.id


async def test_a_run_is_started_once_under_its_key(service: RunService) -> None:
    given = {"documents": [(await uploaded(service, ADA, None)).id]}
    asked = Asked(input=given, webhook="http://127.0.0.1:9/")
    first, again = await asyncio.gather(*(service.start(ADA, "qa", asked, idempotency="k") for _ in range(2)))
    assert first.id == again.id
    assert [thread.id for thread in service.store.threads("ada")] == [first.thread]
    other = service.create_thread(ADA)
    for assistant, wanted, thread in (
        ("textbook", asked, None),
        ("qa", Asked(input={**given, "count": 1}), None),
        ("qa", asked, other.id),
    ):
        with pytest.raises(RequestRefused, match=USED) as refused:
            await service.start(ADA, assistant, wanted, thread, idempotency="k")
        assert refused.value.status == 422
    mine = Asked(input={"documents": [(await uploaded(service, BOB, None)).id]})
    assert (await service.start(BOB, "qa", mine, idempotency="k")).id != first.id


def completion(words: str) -> Made:
    """A completion that says these words."""
    message = Choice(message=AnswerMessage(content=words, annotations=[]))
    usage = UsageShape(prompt_tokens=1, completion_tokens=1, total_tokens=2)
    whole = Completion(id="chatcmpl-1", created=1, model="bookwright", choices=[message], usage=usage, metadata={})
    return Made(completion=whole, pieces=(words,))


async def test_a_completion_is_made_once_and_a_failure_is_not_kept(service: RunService) -> None:
    once, made = Once(service.store.db), list[str]()

    async def make() -> Made:
        made.append("made")
        await asyncio.sleep(0)
        if len(made) == 1:
            raise RequestRefused(502, "the model: cannot be asked")
        return completion(f"answer {len(made)}")

    with pytest.raises(RequestRefused, match="the model"):
        await once.made(ADA, "k", "a question", make)
    first, second = await asyncio.gather(*(once.made(ADA, "k", "a question", make) for _ in range(2)), return_exceptions=True)
    assert isinstance(second, RequestRefused)
    assert (first, second.status) == (completion("answer 2"), 409)
    assert await Once(service.store.db).made(ADA, "k", "a question", make) == first
    with pytest.raises(RequestRefused, match=USED):
        await once.made(ADA, "k", "another question", make)
    assert await once.made(BOB, "k", "another question", make) == completion("answer 3")
    assert await once.made(ADA, None, "a question", make) == completion("answer 4")


async def test_keys_are_forgotten_after_a_day(service: RunService) -> None:
    answers = Answers(service.store.db)
    answers.keep("ada", "k", "request", "answer")
    assert answers.find("ada", "k", "request") == "answer"
    service.store.db.execute("UPDATE answers SET kept = kept - ?", (SECONDS_KEPT,))
    assert answers.find("ada", "k", "another") is None
    answers.keep("ada", "other", "request", "answer")
    assert service.store.db.execute("SELECT count(*) FROM answers").fetchone() == (1,)
