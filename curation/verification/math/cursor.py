"""A place in a list of tokens, and the words of mathematics that are known."""

from bookwright.curation.verification.math.tokens import Token
from bookwright.curation.verification.math.tree import Unreadable

DEEPEST = 60
FUNCTIONS = frozenset(
    "sqrt cbrt abs min max round floor ceil factorial gcd lcm comb log ln log2 log10 lg exp sin cos tan cot sec csc "
    "asin acos atan arcsin arccos arctan sinh cosh tanh".split()
)
ALIASES = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "ln": "log",
    "lg": "log10",
    "binomial": "comb",
    "ceiling": "ceil",
    "Abs": "abs",
}
GREEK = frozenset("alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi chi psi omega pi varphi".split())
CONSTANTS = {"infty": "oo", "inf": "oo"}
RELATIONS = {
    "=": "=",
    "==": "=",
    "<": "<",
    ">": ">",
    "<=": "<=",
    ">=": ">=",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "lt": "<",
    "gt": ">",
}
PRODUCTS = {"*": "*", "/": "/", "//": "//", "cdot": "*", "times": "*", "div": "/", "ast": "*"}
MATRICES = ("matrix", "pmatrix", "bmatrix")
CLOSING = {"(": ")]", "[": ")]"}
FRACTIONS = ("frac", "dfrac", "tfrac")
BINOMIALS = ("binom", "dbinom", "tbinom")
STARTING = (*FRACTIONS, *BINOMIALS, "begin", "operatorname")


class Cursor:
    """A place in a list of tokens. In LaTeX one letter is one variable, and braces group."""

    def __init__(self, found: list[Token], *, in_latex: bool) -> None:
        self.tokens, self.position, self.depth, self.in_latex = found, 0, 0, in_latex

    @property
    def here(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    @property
    def word(self) -> str:
        """The token here, without the backslash of a command; empty at the end."""
        return self.here.text.removeprefix("\\") if self.here else ""

    def take(self, *wanted: str) -> bool:
        """Goes on if one of the words stands here."""
        if self.here and self.word in wanted:
            self.position += 1
            return True
        return False

    def need(self, *wanted: str) -> str:
        word = self.word
        if not self.take(*wanted):
            raise Unreadable(f"“{word or 'the end'}” stands where “{wanted[0]}” should")
        return word

    def starts_a_factor(self, ahead: int = 0) -> bool:
        """Whether a factor could begin at the token that lies so far ahead."""
        following = self.tokens[self.position + ahead : self.position + ahead + 1]
        if not following:
            return False
        token, word = following[0], following[0].text.removeprefix("\\")
        if token.kind == "command":
            return word in FUNCTIONS or word in GREEK or word in STARTING
        return token.kind in ("number", "name") or token.text == "("

    def between_braces(self) -> list[Token]:
        self.need("{")
        found = []
        while self.here and self.word != "}":
            found.append(self.tokens[self.position])
            self.position += 1
        self.need("}")
        return found
