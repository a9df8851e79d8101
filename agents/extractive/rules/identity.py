"""What answers to a description: `The result of an authentication process is an identifier that …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import IDENTIFIER, is_clear, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.rules.definition import EVALUATION, is_ranked
from bookwright.agents.extractive.words import PREPOSITIONS
from bookwright.agents.items import QuestionKind

DESCRIBED = re.compile(
    r"^(?P<article>The|One of the|Another|An?|[A-Z][\w\-]+(?: [A-Za-z][\w\-]+)?['’]s?) (?!fact |idea |reason |way )"
    r"(?P<what>(?:[\w\-]+ ){1,4}(?:of|for|that|to|in|between|by|from|on|at) [^,;:]{3,80}?) "
    r"(?P<verb>is|are|was|were) (?P<rest>(?:an?|the|to|that|[A-Z]\w+|called|either|where|how|"
    r"through|by|\(1\)|\d[\d,.]*|\S*(?:::|_)\S*)(?: .+|\.))$"
)

RELATIONAL_FOR = re.compile(
    r"(?:[\w\-]+ )?(?:problem|issue|question|answer|difficulty|challenge|result|trouble|difference) (?:for|with|to)\b"
)
"""`the problem for Norris` is one that only the place makes clear."""


def identity(place: Place) -> Iterator[Candidate]:
    """`The A of B is C` -> `What is the A of B?`."""
    match = DESCRIBED.match(without_lead(place.text))
    if (
        match is None
        or (len(words_of(match["rest"])) < 4 and not IDENTIFIER.search(match["rest"]))
        or not is_clear("the " + match["what"], place.setting.known)
    ):
        return
    if match["rest"].startswith(("the same", "a bit", "a big", "a good")) or (
        re.search(r"\b(?:is|are|was|were|can|will|has|have)\b", match["what"]) and " that " not in match["what"]
    ):
        return
    if words_of(match["what"])[-1] in PREPOSITIONS:
        return
    if is_ranked(match["what"]) and not match["rest"][:1].isupper():
        return
    if RELATIONAL_FOR.match(match["what"]):
        return
    article = match["article"] if match["article"].endswith(("'s", "’s")) else match["article"].lower()
    if article in ("a", "an", "another", "one of the") or EVALUATION.match(match["rest"]):
        return
    yield Candidate(asked(f"what {match['verb']} {article} {match['what']}"), QuestionKind.FACT, with_continuation(place), 0.72, "identity")
