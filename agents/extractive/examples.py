"""The names that the examples of a text define for themselves: they mean nothing to a reader who has not seen the code."""

import re

from bookwright.agents.extractive.words import any_of, lexicon

IN_CODE = re.compile(
    r"^\s*(?:pub(?:\([^)]*\))? |export |async |unsafe |default )*"
    r"(?:fn|struct|enum|trait|mod|def|class|function|func|const|static|type|var|let|impl(?:<[^>\n]*>)?(?: \w+(?:<[^>\n]*>)? for)?)\s+"
    r"(?:mut )?([A-Za-z_]\w*)(?=\s*[(<{:=;])",
    re.MULTILINE,
)
PARTS = re.compile(r"^\s+(?:pub )?(?:([a-z]\w*): [^\n]*,|([A-Z]\w*)(?:\([^)\n]*\)| ?\{[^}\n]*\})?,)$", re.MULTILINE)
IN_PROSE = re.compile(
    r"\b(?:fn|struct|enum|trait|mod|impl|def|class) ([A-Za-z]\w*(?=[ ]?[({<:;])|\w+_\w+|[A-Z]\w+)|\blet (?:mut )?([a-z]\w+) ?[:=]|"
    r"\b(?:named|variable|function called) ([a-z]\w*_\w+|[A-Z][a-z]+[A-Z]\w+)\b"
)
KNOWN = lexicon("main self Self Some None Ok Err String Vec Box Option Result")
"""Names that an example may show though every reader of its language knows them."""
CALLED = re.compile(r"(?:\.([a-z]\w*_\w+)|::([a-z]\w*))(?:::<[^>]*>)?\(")
MASS = lexicon("data text memory input output code time information content space work order test tests use number")
BARE_AFTER = lexicon("of from to in into pass passing clone cloning call calling modify and with on when if between")
PART = any_of(
    "function functions struct structs variable variables module modules method methods field fields instance instances parameter "
    "parameters enum enums variant variants closure closures node line lines values argument binding crate directory user project"
)
MADE_UP = re.compile(r"\w_\w|[a-z][A-Z]")
VARIANT = re.compile(r"[A-Z]\w+::[A-Z]\w+")
SNAKE = re.compile(r"[a-z]+\d?(?:_\w+)+")
SHOWN_TYPE = any_of("method methods macro macros trait attribute keyword flag option crate operator metric label field function")


def defined_in(prose: str, whole: str) -> frozenset[str]:
    """The names that the code and the prose of a text define, without those it counts to a standard library."""
    found = (*IN_PROSE.findall(prose), *((name,) for name in IN_CODE.findall(whole)), *PARTS.findall(whole))
    return frozenset(name for names in found for name in names if name and name not in KNOWN and not _is_standard(name, prose))


def called_in(whole: str) -> frozenset[str]:
    """The names of several words that the code of a text calls on something: `read_to_string` in `fs::read_to_string(path)`."""
    return frozenset(name for found in CALLED.findall(whole) for name in found if name)


def _is_standard(name: str, prose: str) -> bool:
    """Whether a sentence speaks of the name and of the standard library together."""
    return re.search(rf"\b{name}\b[^.\n]{{0,80}}\bstandard library|\bstandard library\b[^.\n]{{0,60}}\b{name}\b", prose) is not None


def is_made_up(tokens: list[str], index: int, local: frozenset[str], shown: frozenset[str]) -> bool:
    """Whether a word of a question is a name of an example. `shown` are names that a heading holds or that code calls."""
    token = tokens[index]
    before = tokens[index - 1].lower() if index else ""
    after = tokens[index + 1 : index + 4]
    head = token.split("::", 1)[0]
    if VARIANT.fullmatch(token) or (after[:1] == ["variant"] and before == "the" and token not in KNOWN):
        return True
    if head in local and (MADE_UP.search(head) or head[:1].isupper() or head != token):
        return True
    if after[:1] == ["function"] and before == "the" and token.islower() and "::" not in token and token not in shown | KNOWN:
        return True
    if SNAKE.fullmatch(token) and token not in shown:
        return not (after and re.fullmatch(SHOWN_TYPE, after[0]))
    if token not in local:
        return False
    is_part = (after and re.fullmatch(PART, after[0])) or (len(after) > 2 and after[0] == "and" and re.fullmatch(PART, after[2]))
    return bool(is_part and before in ("the", "a", "an", "and")) or (before in BARE_AFTER and token not in MASS)
