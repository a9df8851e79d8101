"""Checks of a role as a function: its types, its purity, many calls at once, and what a call costs."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bookwright.agents.chat import Reply, Request, tally
from bookwright.agents.conformance.chat import READ, WRITTEN, SuiteChat, by_schema
from bookwright.agents.conformance.holding import kept
from bookwright.agents.conformance.report import Broken, Defect, LeftOut
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
    """The same item makes the same requests and the same result whatever came between and however often, and is not changed."""
    first, other = subject.sample(text_on(1)), subject.sample(text_on(2))
    before = [_frozen_form(item) for item in (first, other)]
    _, chat = await _learned(subject, [first, other])
    role = subject.made(chat)
    own = kept(role)
    results, asked = [], []
    for item in (first, other, first, first):
        begun = len(chat.requests)
        results.append(_frozen_form(await subject.called(role, item)))
        asked.append([_key(request) for request in chat.requests[begun:]])
    if [_frozen_form(item) for item in (first, other)] != before:
        raise Broken("changed the item that it was given", "make a new item, as with item.model_copy(update={...})")
    if not asked[0] == asked[2] == asked[3]:
        raise Broken(
            "asked something else when it was shown the same item again",
            "let the request follow from the item alone: no clock, no chance, nothing remembered",
        )
    if not results[0] == results[2] == results[3]:
        raise Broken("made something else of the same item and the same answer", "let the result follow from item and answer alone")
    if changed := [name for name, value in kept(role).items() if own.get(name) != value]:
        raise Broken(f"kept something between calls: {', '.join(changed)} changed", "keep what a call finds out in its own variables")
    return "the same item gives the same again, and stays as it was"


async def concurrency(subject: Subject) -> str:
    """Many calls of one role at once, answered in another order, come to what each comes to alone."""
    items = [subject.sample(text_on(number)) for number in range(1, AT_ONCE + 1)]
    alone, chat = await _learned(subject, items)
    role = subject.made(replace(chat, turns=_turns))
    together = await asyncio.gather(*(_form_of(subject, role, item) for item in items))
    if mixed := sum(one != other for one, other in zip(together, alone, strict=True)):
        raise Broken(f"{mixed} of {AT_ONCE} calls at once came to something else than alone", "keep nothing of a call on the role itself")
    return f"{AT_ONCE} calls at once came to what each comes to alone"


async def _learned(subject: Subject, items: Sequence[Any]) -> tuple[list[str], SuiteChat]:
    """What a new role makes of the items one after the other, and a chat that gives to each of the requests made for one the answer that it
    got there; to a request that was not made for any, one by the schema."""
    alone: list[str] = []
    answers: dict[str, Reply] = {}
    chat = SuiteChat()
    role = subject.made(chat)
    for item in items:
        chat.answer, begun = subject.chat_for(item).answer, len(chat.requests)
        alone.append(_frozen_form(await subject.called(role, item)))
        answers |= {_key(request): chat.answer(request) for request in chat.requests[begun:]}

    def answer(request: Request) -> Reply:
        return answers.get(_key(request)) or by_schema(request)

    return alone, SuiteChat(answer)


async def _form_of(subject: Subject, role: Any, item: Any) -> str:
    """All that comes of a call, as text: the result, or why there is none."""
    try:
        return _frozen_form(await subject.called(role, item))
    except Defect:
        raise
    except Broken as broken:
        return broken.seen


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
    return int(_key(request)[:2], 16) % 7


def _key(request: Request) -> str:
    return request.key("suite", {})


def _frozen_form(value: Any) -> str:
    """All that a value says, as text."""
    return TypeAdapter(Any).dump_json(value, fallback=repr).decode()
