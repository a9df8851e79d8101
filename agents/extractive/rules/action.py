"""What a named thing or a deed does: `The ? operator returns …`, `Calling dbg! prints …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause, has_second_clause
from bookwright.agents.extractive.nouns import IDENTIFIER, words_of
from bookwright.agents.extractive.rules.asking import clear_clause
from bookwright.agents.extractive.tagging import is_base
from bookwright.agents.extractive.words import PREPOSITIONS, any_of, lexicon
from bookwright.agents.items import QuestionKind

KINDS = any_of(
    "command function method macro operator trait attribute annotation keyword option flag crate module type expression statement syntax "
    "pattern placeholder parameter algorithm protocol component server exporter subcommand field header tool program policy team interface "
    "library rule clause"
)
NAMED_THING = re.compile(rf"^(?:the|an?) (?P<name>[^,;]{{1,40}}?) (?:{KINDS})$", re.IGNORECASE)
GERUND = re.compile(r"^[a-z]{3,}ing \S+")
STATIVE = lexicon(
    """
    have need want mean contain include consist belong look appear seem let allow enable help come exist start become know feel require
    provide ensure involve constitute represent describe follow remain
    """
)


def action(place: Place) -> Iterator[Candidate]:
    """`The X operator returns Y` -> `What does the X operator do?`."""
    found = clear_clause(place.text, place.setting)
    if found is None or found[0] or found[1].negated or found[1].subject == "you":
        return
    clause = found[1]
    if _is_deed(clause):
        yield Candidate(asked(f"what does {clause.subject} do"), QuestionKind.FACT, with_continuation(place), 0.75, "action")


def _is_deed(clause: Clause) -> bool:
    """Whether a named thing, or the use of code, brings something about: of other doings (`taking breaks`) too much may be told."""
    if clause.plural or clause.past or clause.base in STATIVE or len(words_of(clause.rest)) < 3:
        return False
    if not clause.base and not (
        clause.aux == "will"
        and is_base(words_of(clause.rest)[0])
        and not clause.rest.startswith("be ")
        and NAMED_THING.match(clause.subject)
    ):
        return False
    match = NAMED_THING.match(clause.subject)
    if match:
        return len(words_of(clause.rest)) >= 5 and not any(word in PREPOSITIONS for word in words_of(match["name"]))
    return (
        GERUND.match(clause.subject) is not None and IDENTIFIER.search(clause.subject) is not None and not has_second_clause(clause.subject)
    )
