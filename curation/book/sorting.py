"""The order in which a reader looks words up."""

import re
import unicodedata

ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
MARKS = re.compile(r"^[\W_]+")


def sort_key(name: str) -> tuple[str, str]:
    """Letter by letter, without regard to case, accents, an article or marks before it; the name itself decides between equals."""
    bare = MARKS.sub("", ARTICLE.sub("", name.strip()))
    decomposed = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)), name
