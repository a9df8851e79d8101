"""Characters: bytes to text, and text to what a reader sees of it."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

# An order that matters: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 65_536

# What no reader sees: controls, soft hyphens, zero-width spaces, direction overrides, tag characters. The joiners U+200C and U+200D stay,
# since Persian and Indic words and emoji are spelt with them. A lone surrogate cannot be written as UTF-8: it becomes U+FFFD.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
SURROGATES = re.compile("[\ud800-\udfff]")
LINE_BREAKS = re.compile("\r\n?|\v|\f|\x85|\u2028|\u2029")
SUPERSCRIPTS = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "o", "a", "tm", "®", "™"})


def decode(data: bytes) -> str:
    """The text of bytes: by byte order mark, else UTF-8, else UTF-16 by its zero bytes, else the best guess over a sample."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8") if b"\0" not in data[:SAMPLE] else data.decode(_wide(data))
    except UnicodeDecodeError:
        guess = from_bytes(data[:SAMPLE]).best()
        return data.decode(guess.encoding if guess else "latin-1", "replace")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in Latin text every second byte is zero, and which one tells the order."""
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def visible(text: str) -> str:
    """The text without unseen characters, line breaks as `\\n`, composed (NFC)."""
    text = SURROGATES.sub("\ufffd", UNSEEN.sub("", LINE_BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """One line: unseen characters gone, white space folded to single spaces."""
    return " ".join(visible(text).split())


def lines(text: str) -> str:
    """Code or table text: its lines and indents kept, trailing white space and outer blank lines gone."""
    return "\n".join(line.rstrip() for line in visible(text).split("\n")).strip("\n")


def superscript(text: str) -> str:
    """Raised text on one line: `n` as `ⁿ`, ordinal endings as they are, anything else behind a caret, a footnote mark as nothing."""
    text = fold(text)
    if not text or text.strip("*†‡§¶") == "" or re.fullmatch(r"\[[\w\s,.-]*\]", text):
        return ""
    if text.casefold() in ORDINALS:
        return text
    if all(letter in SUPERSCRIPTS for letter in text):
        return "".join(SUPERSCRIPTS[letter] for letter in text)
    return f"^({text})" if " " in text else f"^{text}"
