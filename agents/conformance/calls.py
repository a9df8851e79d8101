"""Checks of a role as a function: its types, its purity, many calls at once, and what a call costs."""

import asyncio
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bookwright.agents.chat import Request, tally
from bookwright.agents.conformance.chat import READ, WRITTEN, SuiteChat
from bookwright.agents.conformance.report import Broken, LeftOut
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.conformance.text import text_on
from bookwright.agents.signature import shown

AT_ONCE = 50


async def types(subject: Subject) -> str:
    """It gives what it says that it gives, frozen data that JSON can hold."""
    result, _ = await subject.answered(subject.sample(text_on(1)))
    check_type(subject, result)
    return f"{shown(subject.takes)} -> {shown(subject.gives)}"


def check_type(subject: Subject, result: Any) -> None:
    """Broken where a result is not what the role says that it gives, or can be changed."""
    try:
        TypeAdapter(subject.gives).validate_python(result, strict=True)
    except ValidationError as error:
        fault = error.errors()[0]
        raise Broken(
            f"says that it gives {shown(subject.gives)} and gave {shown(type(result))} ({fault['msg']})",
            "return what the annotation says, or mend the annotation",
        ) from None
    for one in result if isinstance(result, tuple) else (result,):
        if isinstance(one, BaseModel) and not one.model_config.get("frozen"):
            raise Broken(f"gave {type(one).__name__}, which can be changed", "derive it from bookwright.knowledge.document.Frozen")


async def purity(subject: Subject) -> str:
    """The same item makes the same requests and the same result whatever came between, and is not changed."""
    first, other = subject.sample(text_on(1)), subject.sample(text_on(2))
    before = _frozen_form(first)
    chat = subject.chat_for(first)
    role = subject.made(chat)
    own = _kept(role)
    results, asked = [], []
    for item in (first, other, first):
        begun = len(chat.requests)
        results.append(_frozen_form(await subject.called(role, item)))
        asked.append([request.key("suite", {}) for request in chat.requests[begun:]])
    if _frozen_form(first) != before:
        raise Broken("changed the item that it was given", "make a new item, as with item.model_copy(update={...})")
    if asked[0] != asked[2]:
        raise Broken(
            "asked something else when it was shown the same item again",
            "let the request follow from the item alone: no clock, no chance, nothing remembered",
        )
    if results[0] != results[2]:
        raise Broken("made something else of the same item and the same answer", "let the result follow from item and answer alone")
    if changed := [name for name, value in _kept(role).items() if own.get(name) != value]:
        raise Broken(f"kept something between calls: {', '.join(changed)} changed", "keep what a call finds out in its own variables")
    return "the same item gives the same again, and stays as it was"


async def concurrency(subject: Subject) -> str:
    """Many calls at once, answered in another order, come to what each comes to alone."""
    items = [subject.sample(text_on(number)) for number in range(1, AT_ONCE + 1)]
    alone = [_frozen_form((await subject.answered(item))[0]) for item in items]
    if subject.sample_reply is None:
        role = subject.made(subject.chat_for(items[0], _turns))
        roles = [role] * len(items)
    else:  # its answer belongs to the item, so each has a chat of its own
        roles = [subject.made(subject.chat_for(item, _turns)) for item in items]
    together = await asyncio.gather(*(subject.called(role, item) for role, item in zip(roles, items, strict=True)))
    mixed = sum(_frozen_form(one) != other for one, other in zip(together, alone, strict=True))
    if mixed:
        raise Broken(f"{mixed} of {AT_ONCE} calls at once came to something else than alone", "keep nothing of a call on the role itself")
    return f"{AT_ONCE} calls at once came to what each comes to alone"


async def cost(subject: Subject) -> str:
    """Every answer is counted, once."""
    if not subject.asks:
        raise LeftOut("it asks no model")
    item = subject.sample(text_on(1))
    with tally() as usage:
        _, chat = await subject.answered(item)
    answers = len(chat.requests)
    if not answers:
        raise Broken("takes a chat and asked it nothing", "ask the chat, or do not take one")
    if (usage.calls, usage.input_tokens, usage.output_tokens) != (answers, answers * READ, answers * WRITTEN):
        raise Broken(
            f"{answers} answers came and {usage.calls} were counted",
            "call bookwright.agents.chat.count(reply) once for every reply; PromptRole does so by itself",
        )
    return f"all answers counted ({answers})"


def _turns(request: Request) -> int:
    """A wait that differs from request to request, so that answers come in another order."""
    return int(request.key("suite", {})[:2], 16) % 7


def _frozen_form(value: Any) -> str:
    """All that a value says, as text."""
    return TypeAdapter(Any).dump_json(value, fallback=repr).decode()


def _kept(role: Any) -> dict[str, str]:
    """What a role has on itself, but for the chat, which keeps the requests."""
    return {name: repr(value) for name, value in getattr(role, "__dict__", {}).items() if not isinstance(value, SuiteChat)}
