"""Whether two trees say the same: numbers, expressions, equations, sets, tuples, intervals, matrices."""

from collections.abc import Sequence
from fractions import Fraction

from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.tree import Expression, Name, Term, names

RELATIONS = ("=", "<", ">", "<=", ">=")
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
ORDERED = ("()", "[]", "(]", "[)", "row", "matrix")
UNORDERED = ("{}", ",", "union")
GROUPED = (*ORDERED, *UNORDERED)


def says_the_same(left: Expression, right: Expression, within: Fraction | None = None) -> bool | None:
    """Whether two trees are equal, numbers in them to `within`; None where that cannot be said. Raises Unreadable."""
    left, right = _flat(_bare(left, right)), _flat(_bare(right, left))
    heads = _head(left), _head(right)
    if heads[0] in RELATIONS and heads[1] in RELATIONS:
        return _same_relation(left, right)
    if any(head in RELATIONS for head in heads):
        return _chain(left, right, within) if heads[0] == "=" else None
    if any(head in GROUPED for head in heads):
        return _same_group(left, right, within)
    return _same_value(left, right, within)


def _bare(tree: Expression, other: Expression) -> Expression:
    """What a name is said to be, in "x = 5", where the other side names nothing."""
    if isinstance(tree, Term) and tree.head == "=" and _head(other) not in RELATIONS and isinstance(tree.parts[0], Name):
        return tree.parts[1]
    return tree


def _chain(left: Expression, right: Expression, within: Fraction | None) -> bool | None:
    """Whether every link of "a = b = c" equals the right side; where the first is a name, all but the first."""
    links: list[Expression] = []
    while isinstance(left, Term) and left.head == "=":
        left, last = left.parts
        links.insert(0, last)
    links = links if isinstance(left, Name) else [left, *links]
    return _all([says_the_same(link, right, within) for link in links])


def _same_value(left: Expression, right: Expression, within: Fraction | None) -> bool | None:
    """By value. Where a name stands on one side alone, as in "m + n" and "29", its value is not given and nothing can be said."""
    first, second = exact(left), exact(right)
    if first is not None and second is not None:
        return abs(first - second) <= (within or 0)
    from bookwright.curation.verification.math.algebra import built, is_equal, varies_with  # noqa: PLC0415 - sympy takes a second to load

    sides = built(left), built(right)
    same = is_equal(*sides, within)
    alone = names(left) ^ names(right)
    return None if same is False and alone and varies_with(sides[0] - sides[1], alone) else same


def _same_relation(left: Expression, right: Expression) -> bool | None:
    """Equations are the same when their sides differ by a factor; inequalities when their sides are the same, perhaps mirrored."""
    from bookwright.curation.verification.math.algebra import built, is_proportional  # noqa: PLC0415

    assert isinstance(left, Term)
    assert isinstance(right, Term)
    if any(_head(part) in (*RELATIONS, *GROUPED) for part in (*left.parts, *right.parts)):
        if left.head == right.head:
            return _all([says_the_same(a, b) for a, b in zip(left.parts, right.parts, strict=True)])
        return None
    if left.head == right.head == "=":
        sides = [built(tree.parts[0]) - built(tree.parts[1]) for tree in (left, right)]
        return is_proportional(*sides) if all(side.free_symbols for side in sides) else None
    for head, parts in ((right.head, right.parts), (MIRRORED[right.head], right.parts[::-1])):
        if head == left.head and _all([says_the_same(a, b) for a, b in zip(left.parts, parts, strict=True)]):
            return True
    return False if left.head in (right.head, MIRRORED[right.head]) and isinstance(left.parts[0], Name) else None


def _same_group(left: Expression, right: Expression, within: Fraction | None) -> bool | None:
    if _head(left) not in GROUPED or _head(right) not in GROUPED:
        return None
    assert isinstance(left, Term)
    assert isinstance(right, Term)
    if left.head in ORDERED and right.head in ORDERED:
        if left.head != right.head or len(left.parts) != len(right.parts):
            return False
        return _all([says_the_same(a, b, within) for a, b in zip(left.parts, right.parts, strict=True)])
    if {left.head, right.head} <= {"{}", ","} or left.head == right.head:
        return _same_members(left.parts, right.parts, within)
    return None


def _same_members(left: Sequence[Expression], right: Sequence[Expression], within: Fraction | None) -> bool | None:
    """Whether each member of one set is one of the other, and none is left over."""
    rest = list(right)
    if len(left) != len(rest):
        return False
    for member in left:
        answers = [says_the_same(member, other, within) for other in rest]
        if True not in answers:
            return None if None in answers else False
        rest.pop(answers.index(True))
    return True


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def with_products(tree: Expression, letters: frozenset[str]) -> Expression:
    """A tree in which a name such as "ab" is the product of "a" and "b", where these are names by themselves."""
    if isinstance(tree, Name) and len(tree.text) > 1 and set(tree.text) <= letters:
        first, *rest = map(Name, tree.text)
        product: Expression = first
        for factor in rest:
            product = Term("*", (product, factor))
        return product
    return Term(tree.head, tuple(with_products(part, letters) for part in tree.parts)) if isinstance(tree, Term) else tree


def _flat(tree: Expression) -> Expression:
    """A union of unions as one."""
    return Term("union", _united(tree)) if _head(tree) == "union" else tree


def _united(tree: Expression) -> tuple[Expression, ...]:
    if isinstance(tree, Term) and tree.head == "union":
        return tuple(part for each in tree.parts for part in _united(each))
    return (tree,)


def _head(tree: Expression) -> str:
    return tree.head if isinstance(tree, Term) else ""


def is_worked_out(tree: Expression) -> bool:
    """Whether a tree takes any working out: an operator or function stands in it, not only numbers and names."""
    if not isinstance(tree, Term):
        return False
    plain = (*GROUPED, *RELATIONS, "neg", "percent", "degree")
    return tree.head not in plain or any(map(is_worked_out, tree.parts))
