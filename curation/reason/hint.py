"""Traces that were written with the answer as a hint and let it show: they would teach to justify, not to work out.

Zelikman et al. 2022, "STaR: Bootstrapping Reasoning With Reasoning", section 3.2: a rationalised trace is kept as though it had been found
without the hint. That holds only where nothing in it says otherwise.
"""

import re
from fractions import Fraction

from bookwright.agents.reading import in_one_line

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
NUMBER = re.compile(r"(?<![\w.])(?:(?<!\d)[-−])?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.])[-−]?\d+(?:\.\d+)?(?!\w)")
SHORTEST = 3


def betrayal(reasoning: str, reference: str, question: str) -> str:
    """Why a trace lets its hint show, empty where it does not: it speaks of an answer that was given, or the answer stands in its first
    half before anything was derived, though the question does not mention it. The reason quotes nothing of it."""
    asked = in_one_line(question).casefold()
    if any(found[0].casefold() not in asked for found in SPOKEN.finditer(in_one_line(reasoning))):
        return "it speaks of an answer that was known"
    place = _first(reference, reasoning)
    if place is None or _first(reference, question) is not None:
        return ""
    early = place < len(reasoning) / 2 and not DERIVING.search(reasoning[:place])
    return "the answer stands there before anything leads to it" if early else ""


def _first(answer: str, text: str) -> int | None:
    """Where an answer first stands in a text: a number by its value, anything else by its letters; None where it does not, or is too
    short to be told from other words."""
    wanted = _number(answer)
    if wanted is not None:
        return next((found.start() for found in NUMBER.finditer(text) if _number(found[0]) == wanted), None)
    letters = answer.strip()
    place = text.casefold().find(letters.casefold())
    return place if len(letters) >= SHORTEST and place >= 0 else None


def _number(text: str) -> Fraction | None:
    bare = text.strip().strip("$%").replace("\\$", "").replace(",", "").replace("−", "-").rstrip(".")
    return Fraction(bare) if re.fullmatch(r"-?\d{1,30}(?:\.\d{1,30})?", bare) else None
