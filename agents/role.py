"""The contract of a role: an async callable from one frozen item to another."""

from typing import Protocol, TypeVar

In = TypeVar("In", contravariant=True)
Out = TypeVar("Out", covariant=True)


class Role(Protocol[In, Out]):
    """Takes an item, gives an item. It changes nothing it is given and keeps nothing between calls.

    It may carry `maker` ("rules" or a model's name) and `prompt_sha256`; records name both. Without them it counts as rules.
    """

    async def __call__(self, item: In, /) -> Out: ...


def maker(role: object) -> str:
    """Who answers when this role is asked: a model's name, or "rules"."""
    return str(getattr(role, "maker", "rules"))


def prompt_sha256(role: object) -> str | None:
    """The hash of the prompt that the role works from, if it has one."""
    value = getattr(role, "prompt_sha256", None)
    return str(value) if value else None
