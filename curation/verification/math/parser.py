"""Reads mathematics in the notation of Python, of a calculator or of LaTeX into a tree, without ever evaluating text.

Operator precedence parsing (Pratt, "Top Down Operator Precedence", 1973) with multiplication where two factors stand side by side. What is
not known is refused, never skipped: a reader that drops what it does not understand makes wrong answers right.
"""

from fractions import Fraction

from bookwright.curation.verification.math.cursor import ALIASES, CLOSING, CONSTANTS, DEEPEST, FRACTIONS, FUNCTIONS, PRODUCTS, RELATIONS
from bookwright.curation.verification.math.latex import Commands
from bookwright.curation.verification.math.tokens import Token, tokens
from bookwright.curation.verification.math.tree import Expression, Name, Number, Term, Unreadable

LARGEST_EXPONENT = 300
ANGLES = frozenset("sin cos tan cot sec csc".split())


def read(text: str) -> Expression:
    """The tree of a text. Raises Unreadable with what is wrong."""
    reader = _Reader(list(tokens(text)), in_latex="\\" in text or "{" in text)
    found = reader.statement()
    if reader.here:
        raise Unreadable(f"“{reader.here.text}” stands where nothing can")
    return _plain(found)


class _Reader(Commands):
    """Every method reads one thing from the place on."""

    def statement(self) -> Expression:
        """A bare list, or relations between expressions."""
        left = self.several()
        while self.here and self.word in RELATIONS:
            head = RELATIONS[self.need(*RELATIONS)]
            left = Term(head, (left, self.several()))
        return left

    def several(self) -> Expression:
        parts = [self.sum()]
        while self.take(","):
            parts.append(self.sum())
        return parts[0] if len(parts) == 1 else Term(",", tuple(parts))

    def sum(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("nested too deeply")
        left = self.product()
        while self.word in ("+", "-", "cup"):
            head = {"cup": "union"}.get(self.word, self.word)
            self.position += 1
            left = Term(head, (left, self.product()))
        self.depth -= 1
        return left

    def product(self) -> Expression:
        left = self.signed()
        while self.here:
            if self.word in PRODUCTS:
                head = PRODUCTS[self.need(*PRODUCTS)]
                left = Term(head, (left, self.signed()))
            elif self.here.text == "%":
                self.position += 1
                left = Term("mod", (left, self.signed()))
            elif self.starts_a_factor():
                left = self.beside(left)
            else:
                break
        return left

    def beside(self, left: Expression) -> Expression:
        """Two factors side by side: their product, or a mixed number where a whole one stands before a proper fraction of whole ones."""
        is_fraction = self.word in FRACTIONS
        if self.here and self.here.kind == "number":
            raise Unreadable("two numbers stand side by side")
        right = self.power()
        if is_fraction and isinstance(left, Number) and isinstance(right, Term) and right.head == "/":
            match left, right.parts:
                case Number(whole), (Number(over), Number(under)) if whole.denominator == over.denominator == 1 and over < under:
                    return Term("+", (left, right))
        return Term("*", (left, right))

    def signed(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("nested too deeply")
        try:
            if self.take("-"):
                return Term("neg", (self.signed(),))
            return self.signed() if self.take("+") else self.power()
        finally:
            self.depth -= 1

    def power(self) -> Expression:
        base = self.marked()
        if self.take("**"):
            return Term("**", (base, self.signed()))
        if self.take("^"):
            return self.raised(base)
        return base

    def raised(self, base: Expression) -> Expression:
        """A base and what stands after "^"."""
        if self.take("circ"):
            return Term("degree", (base,))
        if self.word == "{" and self.tokens[self.position + 1 : self.position + 2] and self.tokens[self.position + 1].text == "\\circ":
            self.position += 2
            self.need("}")
            return Term("degree", (base,))
        return Term("**", (base, self.group() if self.word == "{" else self.signed()))

    def marked(self) -> Expression:
        """An atom with "!" or "%" after it."""
        found = self.atom()
        while self.here:
            if self.word == "!":
                self.position += 1
                found = Term("factorial", (found,))
            elif self.here.text == "\\%" or (self.here.text == "%" and not self.starts_a_factor(1)):
                self.position += 1
                found = Term("percent", (found,))
            else:
                break
        return found

    def atom(self) -> Expression:
        token = self.here
        if token is None:
            raise Unreadable("it ends where a number should stand")
        if token.kind == "number":
            self.position += 1
            return Number(_value(token.text))
        if token.kind == "name":
            return self.named()
        if token.kind == "command":
            return self.command()
        if token.text in CLOSING:
            return self.bracketed()
        if token.text == "{":
            return self.group() if self.in_latex else self.braced("}")
        if self.take("|"):
            inner = self.sum()
            self.need("|")
            return Term("abs", (inner,))
        raise Unreadable(f"“{token.text}” stands where a number should")

    def named(self) -> Expression:
        """A variable; a function with its arguments; in LaTeX one letter is one variable."""
        token = self.tokens[self.position]
        known = ALIASES.get(token.text, token.text)
        following = self.tokens[self.position + 1 : self.position + 2]
        if known in FUNCTIONS and following and following[0].text == "(":
            self.position += 1
            return Term(known, self.arguments())
        if known in FUNCTIONS:
            raise Unreadable(f"the function {known} has no argument")
        if self.in_latex and len(token.text) > 1 and "_" not in token.text:
            if not token.text.isalpha():
                raise Unreadable(f"“{token.text}” is not read here")
            self.tokens[self.position : self.position + 1] = [Token("name", letter, spaced=False) for letter in token.text]
        elif following and following[0].text == "(" and not following[0].spaced and len(token.text) > 1 and not self.in_latex:
            raise Unreadable(f"the function {token.text} is not known")
        text = self.tokens[self.position].text
        self.position += 1
        if self.is_applied(text):
            raise Unreadable(f"the function {text} is not given")
        return Name(CONSTANTS.get(text, text) + self.subscript())

    def is_applied(self, name: str) -> bool:
        """Whether a letter is a function rather than a factor: "f(x + 1)", "P(8)", "f^{-1}(2)", but not "a(b + c)"."""
        after = [token.text for token in self.tokens[self.position : self.position + 3]]
        if name in "fgh" and after[:1] == ["^"]:
            return True
        return after[:1] == ["("] and not self.tokens[self.position].spaced and (name in "fgh" or after[2:] == [")"])

    def bracketed(self) -> Expression:
        """A group in round brackets, a tuple, a list or an interval: the pair of brackets is the head."""
        opening = self.need("(", "[")
        inner = self.several()
        closing = self.need(*CLOSING[opening])
        if isinstance(inner, Term) and inner.head == ",":
            return Term(opening + closing, inner.parts)
        if opening + closing in ("()", "[]"):
            return inner if opening == "(" else Term("[]", (inner,))
        raise Unreadable("an interval has two ends")


def _plain(tree: Expression, *, in_angle: bool = False) -> Expression:
    """A tree in which degrees stand only in the functions of an angle, where they change the value; elsewhere they are a mere unit."""
    if not isinstance(tree, Term):
        return tree
    if tree.head == "degree" and not in_angle:
        return _plain(tree.parts[0])
    inside = in_angle or tree.head in ANGLES
    return Term(tree.head, tuple(_plain(part, in_angle=inside) for part in tree.parts))


def _value(text: str) -> Fraction:
    mantissa, _, exponent = text.lower().replace("_", "").partition("e")
    if exponent and abs(int(exponent)) > LARGEST_EXPONENT:
        raise Unreadable("the number is too large or too small")
    return Fraction(mantissa.rstrip(".") or "0") * Fraction(10) ** int(exponent or 0)
