"""The wording of a sentence: what two sentences must share to be the same word for word."""

import re
import unicodedata

from bookwright.curation.support.evidence import WORD

HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
DASHES = "‐‑‒–—−-"
DASH = re.compile(f"[{DASHES}]")
LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|[>+*•])[ \t]+(?![$€£¥]?\d)", re.MULTILINE)
SIGNS = (
    rf"(?<!\w)[{DASHES}]+(?=[\w.$€£¥])",  # -5, -$5, -v, --force
    rf"[{DASHES}](?=\s?[.$€£¥]?\d)",  # 3-5, x - 5
    "−",
    r"(?<![\w.])\.(?=\w)",  # .5, .NET
    r"!(?=[\w=(])|(?<=\d)!",  # !=, !ready, 5!
    r"(?<=\w)\*+(?=\w)|(?<=\s)\*+(?=\s)",  # 2*3, 2 ** 3, but not *emphasis*
    r"(?<=[^\W_])_+(?=[^\W_])",  # snake_case
    r"(?<=\d)['\"]",  # feet and inches
    rf"[^\w\s.,;:!?¡¿…*_`'\"‘’‚‛“”„«»‹›{DASHES}]",
)
"""What changes what is said although it is no word: signs, operators, currencies, units, brackets. All but punctuation."""
TOKEN = re.compile("|".join((*SIGNS, WORD.pattern)))


def wording(sentence: str) -> tuple[str, ...]:
    """The words, numbers, signs and symbols of a sentence as written; case of the first word, white space, punctuation left out."""
    plain = LINE_MARK.sub("", HIDDEN.sub("", unicodedata.normalize("NFC", sentence)))
    first, *others = [DASH.sub("-", token).replace("’", "'") for token in TOKEN.findall(plain)] or [""]
    return (first.casefold(), *others) if first else ()
