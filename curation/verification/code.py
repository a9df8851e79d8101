"""Programs: run in the sandbox, and what they print or assert is the check."""

import ast
import re
import warnings
from collections.abc import Iterator

from bookwright.agents.textbook.check import CodeCheck, Proof, Verification
from bookwright.curation.verification.sandbox import End, Limits, NoSandbox, Outcome, run

METHOD = "code"
# What a program says that asks for more than the sandbox gives: nothing is known of the program itself then.
DENIED = re.compile(
    r"^(?:PermissionError|FileNotFoundError|ModuleNotFoundError|ImportError|BlockingIOError|RuntimeError: can't start new thread)\b.*",
    re.MULTILINE,
)
LONGEST = 100_000
LONGEST_QUOTE = 80
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


async def verify_code(check: CodeCheck, limits: Limits | None = None) -> Verification:
    """Whether the program ends well and prints what it is said to."""
    if len(check.source) > LONGEST:
        return _result(Proof.UNCHECKED, f"it is longer than {LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a doubtful escape is the program's own affair
            tree = ast.parse(check.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _result(Proof.FAILS, f"it is no program in Python: {error}")
    if nothing := _proves_nothing(tree, check):
        return _result(Proof.UNCHECKED, nothing)
    try:
        return _judged(await run(check.source, limits), check)
    except NoSandbox as missing:
        return _result(Proof.UNCHECKED, f"no sandbox on this system: {missing}")


def _result(proof: Proof, detail: str = "") -> Verification:
    return Verification(method=METHOD, proof=proof, detail=detail)


def _judged(outcome: Outcome, check: CodeCheck) -> Verification:
    if outcome.end is End.RAISED and (denied := DENIED.search(outcome.said)):
        return _result(Proof.UNCHECKED, f"it asks for what the sandbox does not give: {denied[0]}")
    if outcome.end is End.OVERDUE:
        return _result(Proof.UNCHECKED, "it does not end in time by the clock, with processor time left to it")
    if outcome.end is End.LEFT and not check.prints:
        return _result(Proof.UNCHECKED, "it ends itself, so that it is not known whether its assertions were reached")
    if outcome.end not in (End.FINISHED, End.LEFT):
        return _result(Proof.FAILS, WHY[outcome.end] + (f": {outcome.complaint}" if outcome.end is End.RAISED else ""))
    printed, expected = _lines(outcome.printed), _lines(check.prints)
    if not check.prints or printed == expected:
        return _result(Proof.HOLDS)
    place = next((n for n, (a, b) in enumerate(zip(printed, expected, strict=False)) if a != b), min(len(printed), len(expected)))
    found, wanted = (_quoted(lines, place) for lines in (printed, expected))
    return _result(Proof.FAILS, f"line {place + 1} of what it prints is {found}, not {wanted}")


WHY = {
    End.RAISED: "it fails",
    End.OUT_OF_TIME: "it does not end in the processor time allowed",
    End.FLOODED: "it prints without end",
    End.DIED: "its process dies",
}


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _quoted(lines: list[str], place: int) -> str:
    return f"“{lines[place][:LONGEST_QUOTE]}”" if place < len(lines) else "missing"


def _proves_nothing(tree: ast.Module, check: CodeCheck) -> str:
    """Why a run of the program could prove nothing; empty where it can."""
    fixed = _fixed_names(tree)
    ran = list(_ran(tree))
    if any(isinstance(node, ast.Assert) and not _is_fixed(node.test, fixed) for node in ran):
        return ""
    if any(
        isinstance(node, ast.If) and not _is_fixed(node.test, fixed) and any(isinstance(n, ast.Raise) for n in node.body) for node in ran
    ):
        return ""
    if not check.prints:
        return "it asserts nothing that it has worked out"
    if any(isinstance(node, ast.Call) and _writes(node) and not all(_is_fixed(part, fixed) for part in node.args) for node in ran):
        return ""
    return "it prints nothing that it has worked out"


def _ran(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that can be reached: those of the module's own statements, and of each function and class that such a node names."""
    kept: dict[str, Function] = {}
    pending: list[ast.AST] = [tree]
    named: set[str] = set()
    while pending:
        node = pending.pop()
        if isinstance(node, Function) and node.name not in named:
            kept[node.name] = node
            continue
        yield node
        pending.extend(ast.iter_child_nodes(node))
        word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
        if word is not None:
            named.add(word)
            if word in kept:
                pending.append(kept.pop(word))


def _writes(call: ast.Call) -> bool:
    """Whether a call is print or the write of something."""
    return (isinstance(call.func, ast.Name) and call.func.id == "print") or (
        isinstance(call.func, ast.Attribute) and call.func.attr == "write"
    )


def _fixed_names(tree: ast.Module) -> set[str]:
    """The names of the module that are only ever given values that are written out."""
    fixed: set[str] = set()
    moving: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(target := node.targets[0], ast.Name):
            (fixed if _is_fixed(node.value, set()) else moving).add(target.id)
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.For | ast.comprehension | ast.NamedExpr | ast.withitem):
            moving.update(name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store))
        elif isinstance(node, ast.arg):
            moving.add(node.arg)
    return fixed - moving


def _is_fixed(node: ast.expr, fixed: set[str]) -> bool:
    """Whether an expression is written out: literals, and comparisons of them, without anything worked out."""
    allowed = (
        ast.Constant,
        ast.Tuple,
        ast.List,
        ast.Set,
        ast.Dict,
        ast.UnaryOp,
        ast.unaryop,
        ast.Compare,
        ast.cmpop,
        ast.BoolOp,
        ast.boolop,
    )
    shown = (ast.JoinedStr, ast.FormattedValue, ast.expr_context)
    return all((isinstance(part, ast.Name) and part.id in fixed) or isinstance(part, (*allowed, *shown)) for part in ast.walk(node))
