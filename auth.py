"""Who is let in, and who sees what, where LangGraph's own server or another that reads langgraph.json runs the graphs."""

import asyncio
from typing import Any

from langgraph_sdk import Auth

from bookwright.errors import RequestRefused
from bookwright.service.hosted.entry import principal_of

auth = Auth()


@auth.authenticate
async def authenticate(headers: dict[Any, Any]) -> Auth.types.MinimalUserDict:
    """The owner of the key or token that the headers give."""
    try:
        who = await asyncio.to_thread(principal_of, headers)
    except RequestRefused as refused:
        raise Auth.exceptions.HTTPException(status_code=refused.status, detail=str(refused)) from None
    return {"identity": who.owner}


@auth.on
async def own(ctx: Auth.types.AuthContext, value: dict[str, Any]) -> dict[str, str]:
    """Everything is its owner's: what is made says whose it is, and others find nothing."""
    owner = {"owner": ctx.user.identity}
    if value.get("metadata") is None:
        value["metadata"] = {}
    value["metadata"].update(owner)  # in place: servers keep the dict that they hand over
    return owner


@auth.on.assistants
async def assistants(ctx: Auth.types.AuthContext, value: dict[str, Any]) -> bool:
    """The assistants are the graphs of langgraph.json: all may read them, nobody may change them."""
    return ctx.action in {"read", "search"}


@auth.on.store
async def store(ctx: Auth.types.AuthContext, value: dict[str, Any]) -> bool:
    """The graphs keep nothing in the store, so nobody has anything to look for there."""
    return False
