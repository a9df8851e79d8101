"""Checks of what a role makes of replies that cannot be used."""

from typing import Any

from bookwright.agents.chat import Reply, Request
from bookwright.agents.conformance.chat import Answer, SuiteChat, saying
from bookwright.agents.conformance.report import Broken, LeftOut
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.conformance.text import text_on
from bookwright.agents.defect import in_one_line
from bookwright.errors import ModelError, ModelRefused, ModelUnreachable, ReplyUnreadable


def _unreachable(request: Request) -> Reply:  # noqa: ARG001 - an answer
    raise ModelUnreachable("timeout", "no complete answer within the deadline")


BAD: dict[str, tuple[Answer, type[ModelError]]] = {
    "an empty reply": (saying(""), ReplyUnreadable),
    "a reply that was cut off": (saying('{"', "length"), ReplyUnreadable),
    "a refusal": (saying("", "refusal"), ModelRefused),
    "a reply that a filter withheld": (saying("", "content_filter"), ModelRefused),
    "a reply that is no JSON": (saying("I am afraid that I cannot say."), ReplyUnreadable),
    "a reply of another schema": (saying('{"verdict": "good"}'), ReplyUnreadable),
    "no answer at all": (_unreachable, ModelUnreachable),
}


async def failures(subject: Subject) -> str:
    """Each bad reply becomes its typed error; none passes as an empty result."""
    if not subject.asks:
        raise LeftOut("it asks no model")
    item = subject.sample(text_on(1))
    for name, (answer, wanted) in BAD.items():
        await _raises(subject, item, name, answer, wanted)
    return f"{len(BAD)} kinds of bad replies raise the typed errors"


async def _raises(subject: Subject, item: Any, name: str, answer: Answer, wanted: type[ModelError]) -> None:
    remedy = f"raise {wanted.__name__}, as PromptRole does; leave ModelError alone and let it pass"
    try:
        result = await subject.made(SuiteChat(answer))(item)
    except wanted:
        return
    except Exception as error:  # a role may raise anything
        raise Broken(f"{name} did not raise {wanted.__name__} but {in_one_line(error, subject.factory)}", remedy) from None
    raise Broken(f"{name} passed as a result: {str(result)[:80]!r}", remedy)
