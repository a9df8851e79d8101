"""What a written expression consists of."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """A number as written, read as the decimal it is."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """A variable or a constant, with its subscript: "x", "x_1", "pi"."""

    text: str


@dataclass(frozen=True)
class Term:
    """Something made of parts. The head is an operator ("+", "neg", "**", "mod", …), a function ("sqrt"), a pair of brackets around several
    parts ("()", "[)", "{}", "," for a bare list), "matrix" of "row"s, "union", or a relation ("=", "<", …) between two parts."""

    head: str
    parts: tuple["Expression", ...]


Expression = Number | Name | Term


def names(tree: Expression) -> frozenset[str]:
    """The names that stand in a tree."""
    if isinstance(tree, Name):
        return frozenset([tree.text])
    return frozenset().union(*map(names, tree.parts)) if isinstance(tree, Term) else frozenset()


class Unreadable(Exception):
    """The text is no mathematics that is read here; the words say what is wrong with it."""


class Undefined(Unreadable):
    """The text can be read and has no value: it divides by nought."""
