"""The language of a text: plain English by its function words, anything else by an identifier that takes most of a second to load."""

import importlib
import re
from collections.abc import Callable
from functools import cache

FUNCTION_WORDS = frozenset(
    "a an and are as at be been but by can could do does for from had has have he how if in into is it its may more must no not of on "
    "one or other shall she should so some such than that the their them then there these they this those to used was we were what when "
    "where which who will with would you your".split()
)
PLAIN_SHARE = 0.25
WORD = re.compile(r"[^\W\d_]+")


def is_plainly_english(text: str) -> bool:
    """True where so many of the words are function words of English that no other language can be meant; False says nothing."""
    words = WORD.findall(text.casefold())
    return bool(words) and sum(map(FUNCTION_WORDS.__contains__, words)) >= PLAIN_SHARE * len(words)


def language_of(text: str) -> str:
    """The language of a text of some length, by ISO 639-1."""
    return "en" if is_plainly_english(text) else _classifier()(text)[0]


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """The guess among the languages that ISO 639-1 has a code for, and how sure it is."""
    languages = importlib.import_module("py3langid")
    known = [label for label, _ in languages.rank("any text")]
    languages.set_languages([label for label in known if len(label) == 2])
    classify: Callable[[str], tuple[str, float]] = languages.classify
    return classify
