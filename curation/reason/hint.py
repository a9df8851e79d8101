"""Traces that were written with the answer as a hint and let it show: they would teach to justify, not to work out.

Zelikman et al. 2022, "STaR: Bootstrapping Reasoning With Reasoning", section 3.2: a rationalised trace is kept as though it had been found
without the hint. That holds only where nothing in it says otherwise.
"""

import re
import unicodedata
from fractions import Fraction
from math import gcd

from bookwright.agents.reading import in_one_line
from bookwright.curation.verification.writing import plain

TOLD = r"(?:given|provided|known|expected|stated|supplied|specified|correct|right|desired|wanted|target|reference)"
SPOKEN = re.compile(
    r"\bhint(?:s|ed)?\b"
    rf"|\b{TOLD} (?:final )?(?:answer|solution)\b"
    r"|\b(?:answer|solution) (?:is|was|being|has been|we (?:are|were)|that (?:is|was)) (?:already )?"
    r"(?:given|known|provided|supplied|stated|specified|told)\b"
    r"|\b(?:given|knowing|told|know|since|as|because|provided) (?:us )?(?:that )?the (?:final )?(?:answer|solution) "
    r"(?:is|must|should|has to)\b"
    r"|\b(?:match|agree|confirm|consistent|in line|accord)\w*(?: with)? (?:the|our|this) (?:\w+ )?(?:answer|solution|reference)\b"
    r"|\bwork(?:ing|ed)? (?:back|backwards?) from\b|\breference (?:answer|solution|program)\b"
    # German, French, Spanish
    r"|\bHinweis\w*|\b(?:gegebene|vorgegebene|bekannte|erwartete|richtige)\w* (?:Antwort|Lösung)"
    r"|\b(?:réponse|solution) (?:donnée|fournie|connue|attendue)"
    r"|\b(?:respuesta|solución) (?:dada|proporcionada|conocida|esperada)|\bpista\b",
    re.IGNORECASE,
)
DERIVING = re.compile(r"[=≈→⇒∴]|\\(?:implies|Rightarrow|therefore|approx|boxed)")
DECLARED = re.compile(r"\b(?:answer|solution|result|outcome)\b[^.!?\n]{0,30}$", re.IGNORECASE)
COMMENT = re.compile(r'#[^\n]*|"""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'')
FRACTION = re.compile(r"\\[dtc]?frac\s*(?:\{\s*(-?\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))")
VULGAR = re.compile("[¼-¾⅐-⅞]")
NUMBER = re.compile(
    r"(?<![\w.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?/\s?\d+)?(?!\d|[.,]\d|\s?/\s?\d)"
    r"(?:(?!\w)|(?=(?:[A-Za-z]{2,}|[mgslhk])\b))"  # a unit may follow, and no other letter
)
VALUE = re.compile(r"(-?\d{1,30}(?:\.\d{1,30})?)(?:/(\d{1,30}))?")
UNIT = re.compile(r"\s*(?!pi\b|sqrt)[A-Za-z°% .]*")
ARTICLES = frozenset("AaI")
"""Letters that are words too: they are an answer only where no word follows."""


def betrayal(reasoning: str, reference: str, question: str, beside: str = "") -> str:
    """Why a trace lets its hint show, empty where it does not: it speaks of an answer that was known, or the answer stands in its first
    half before anything was derived. Where the question mentions that answer, it must be called the answer there. `beside` is what else is
    stored: the answer's own words, of a program its comments. The reason quotes nothing of it."""
    asked = in_one_line(question).casefold()
    if any(found[0].casefold() not in asked for text in (reasoning, beside) for found in SPOKEN.finditer(in_one_line(text))):
        return "it speaks of an answer that was known"
    said = _flat(reasoning)
    early = [place for place in _places(reference, said) if place < len(said) / 2 and not DERIVING.search(said[:place])]
    if _places(reference, _flat(question)):
        early = [place for place in early if DECLARED.search(said[:place])]
    return "the answer stands there before anything leads to it" if early else ""


def comments_of(program: str) -> str:
    """The comments and docstrings of a program in Python, also of one that is none."""
    return "\n".join(COMMENT.findall(program))


def _flat(text: str) -> str:
    """The text with its fractions in figures, as 1/2, and one sign for minus."""
    text = FRACTION.sub(lambda found: f"{found[1] or found[2]}/{found[3] or found[4]}", text.replace("−", "-"))
    return VULGAR.sub(lambda found: " " + unicodedata.normalize("NFKC", found[0]).replace("\u2044", "/"), text)


def _places(answer: str, text: str) -> list[int]:
    """Where an answer stands in a text: a number by its value, whatever its unit, anything else by its letters as whole words."""
    wanted = _wanted(answer)
    if wanted is not None:
        return [found.start() for found in NUMBER.finditer(text) if _number(found[0]) == wanted]
    return [found.start() for letters in {answer.strip(), plain(answer)} - {""} for found in _worded(letters).finditer(text)]


def _worded(letters: str) -> re.Pattern[str]:
    """A pattern for letters that are no part of a longer word; a single one in its own case."""
    before, after = (r"(?<!\w)" if letters[0].isalnum() else ""), (r"(?!\w)" if letters[-1].isalnum() else "")
    article = r"(?! [a-z])" if letters in ARTICLES else ""
    return re.compile(before + re.escape(letters) + after + article, re.IGNORECASE if len(letters) > 1 else 0)


def _wanted(answer: str) -> Fraction | None:
    """The value of an answer that is a number, maybe with a currency before it and a unit after it; None of any other."""
    bare = _flat(plain(answer)).replace("\\%", "%").replace("\\$", "").strip("$€£% ")
    found = NUMBER.match(bare)
    return _number(found[0]) if found and UNIT.fullmatch(bare, found.end()) else None


def _number(text: str) -> Fraction | None:
    """The value of a number in figures. A fraction that is not in its lowest terms is a step of a calculation, and none."""
    found = VALUE.fullmatch(text.replace(",", "").replace(" ", ""))
    if not found or (found[2] and (int(found[2]) < 2 or "." in found[1] or gcd(int(found[1]), int(found[2])) > 1)):
        return None
    return Fraction(found[1]) / int(found[2] or 1)
