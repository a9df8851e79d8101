"""The commands of LaTeX: fractions, roots, binomials, functions, sets, matrices."""

from abc import ABC, abstractmethod
from fractions import Fraction

from bookwright.curation.verification.math.cursor import ALIASES, BINOMIALS, CONSTANTS, FRACTIONS, FUNCTIONS, GREEK, MATRICES, Cursor
from bookwright.curation.verification.math.tokens import Token
from bookwright.curation.verification.math.tree import Expression, Name, Number, Term, Unreadable


class Commands(Cursor, ABC):
    """Reads what a command stands for; the grammar around it is that of the reader."""

    @abstractmethod
    def several(self) -> Expression:
        """One expression, or a bare list of them."""

    @abstractmethod
    def sum(self) -> Expression:
        """An expression that is no list."""

    @abstractmethod
    def power(self) -> Expression:
        """A factor."""

    @abstractmethod
    def atom(self) -> Expression:
        """A number, a name, or something in brackets."""

    @abstractmethod
    def beside(self, left: Expression) -> Expression:
        """A factor and the one that stands beside it."""

    def command(self) -> Expression:
        """What a command of LaTeX stands for."""
        word = self.word
        self.position += 1
        if word in FRACTIONS:
            return Term("/", (self.argument(), self.argument()))
        if word in BINOMIALS:
            return Term("comb", (self.argument(), self.argument()))
        if word == "{":
            return self.braced("}", as_command=True)
        if word == "begin":
            return self.matrix()
        if word == "operatorname":
            word = "".join(token.text for token in self.between_braces())
        if word in FUNCTIONS:
            return self.function(ALIASES.get(word, word))
        if word in GREEK or word in CONSTANTS:
            return Name(CONSTANTS.get(word, word) + self.subscript())
        raise Unreadable(f"\\{word} is not read here")

    def function(self, head: str) -> Expression:
        """A function: a root with its degree, a logarithm with its base, a power before the argument, an argument without brackets."""
        if head == "sqrt":
            degree = self.in_square_brackets() if self.word == "[" else None
            inner = self.argument()
            return Term("**", (inner, Term("/", (Number(Fraction(1)), degree)))) if degree else Term("sqrt", (inner,))
        base = None
        if head == "log" and self.take("_"):
            base = self.argument()
        exponent = self.argument() if self.take("^") else None
        if exponent == Term("neg", (Number(Fraction(1)),)):
            raise Unreadable("the inverse of a function is written with its own name")
        parts = self.arguments() if self.word == "(" else (self.run(),)
        if base is not None:
            parts = (*parts, base)
        found: Expression = Term(head, parts)
        return Term("**", (found, exponent)) if exponent else found

    def run(self) -> Expression:
        """The argument of a function without brackets: factors side by side, up to the next function or operator."""
        found = self.power()
        while self.here and self.starts_a_factor() and self.word not in FUNCTIONS and self.word != "(":
            found = self.beside(found)
        return found

    def in_square_brackets(self) -> Expression:
        self.need("[")
        inner = self.sum()
        self.need("]")
        return inner

    def argument(self) -> Expression:
        """A group in braces, or the next digit or letter."""
        if self.word == "{":
            return self.group()
        if self.here and self.here.kind in ("number", "name") and len(self.here.text) > 1:
            first, rest = self.here.text[0], self.here.text[1:]
            self.tokens[self.position : self.position + 1] = [Token(self.here.kind, part, spaced=False) for part in (first, rest)]
        return self.atom()

    def group(self) -> Expression:
        self.need("{")
        inner = self.several()
        self.need("}")
        return inner

    def arguments(self) -> tuple[Expression, ...]:
        self.need("(")
        inner = self.several()
        self.need(")")
        return inner.parts if isinstance(inner, Term) and inner.head == "," else (inner,)

    def braced(self, closing: str, *, as_command: bool = False) -> Expression:
        """A set."""
        if not as_command:
            self.need("{")
        inner = self.several()
        self.need(closing)
        return Term("{}", inner.parts if isinstance(inner, Term) and inner.head == "," else (inner,))

    def matrix(self) -> Expression:
        """Rows parted by a double backslash, cells by "&"."""
        kind = "".join(token.text for token in self.between_braces())
        if kind not in MATRICES:
            raise Unreadable(f"{kind} is not read here")
        rows = [[self.sum()]]
        while self.word != "end":
            if self.take("&"):
                rows[-1].append(self.sum())
            else:
                self.need("\\", "")
                if self.word != "end":
                    rows.append([self.sum()])
        self.need("end")
        self.between_braces()
        return Term("matrix", tuple(Term("row", tuple(row)) for row in rows))

    def subscript(self) -> str:
        """What stands below a name; empty where nothing does."""
        if not self.take("_"):
            return ""
        braced = self.take("{")
        if not self.here or self.here.kind not in ("number", "name"):
            raise Unreadable("a subscript is no name and no number")
        text = self.word
        self.position += 1
        if braced:
            self.need("}")
        return f"_{text}"
