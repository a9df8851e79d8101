"""Words, in scripts that part them by spaces and in scripts that do not."""

import re

# Kana and Han: a character is a syllable or a word. Ranges for use inside a character class.
LOGOGRAPHIC = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Thai to Lao, Myanmar, Khmer: letters, but no space between words.
UNSPACED = re.compile(rf"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff{LOGOGRAPHIC}]")
SPACED_WORD = re.compile(r"[^\W_]\S*")  # a run between white space from its first letter or digit on


def count_words(text: str) -> int:
    """How many words: runs between white space that hold a letter or a digit; without spaces, every two characters count as one."""
    if text.isascii() or not UNSPACED.search(text):
        return len(SPACED_WORD.findall(text))
    total = 0
    for run in text.split():
        unspaced = len(UNSPACED.findall(run))
        total += (unspaced + 1) // 2 if unspaced else any(map(str.isalnum, run))
    return total
