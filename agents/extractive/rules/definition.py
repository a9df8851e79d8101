"""What something is: `A scope is the range within …`, `“Security risk” refers to …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_term, without_article, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.tagging import is_base, tagged
from bookwright.agents.extractive.words import NUMBER_WORDS, any_of, lexicon
from bookwright.agents.items import QuestionKind

COPULA = re.compile(
    r"^(?P<subject>[^,;:()]{2,60}?)(?:\s\((?P<short>[A-Z][\w.\- ]{1,14}s?)\)|\s\([^)]{2,80}\))?"
    r"(?:, (?:or|also known as|also called) [^,]{2,40},)? "
    r"(?P<verb>is|are) (?P<rest>.+)$"
)
MEANS = re.compile(
    r"^(?P<quote>[\"“])?(?P<subject>[^,;:\"”“]{2,60}?)[\"”]? (?P<verb>refers?|means?) "
    r"(?P<rest>(?:to )?(?:an?|the|any|all|content|how|when|a|that)\b.+)$"
)
FOR_PURPOSES = re.compile(r"^For (?:the )?purposes? of this (?:document|policy|agreement|statement)[^,]*, ", re.IGNORECASE)
LEADING_PLACE = re.compile(r"^(?:In|On) [A-Z][\w.]+(?: terms)?, ")
ENTRY = re.compile(r"^(?P<subject>[A-Z][\w\- ]{2,40}): (?:An?|The) [a-z][^:–]{20,}$")
RELATIVE = re.compile(
    r"\b(?P<subject>(?:an?|the) (?:[\w\-]+ ){0,2}[\w\-]+), which (?P<verb>is|are) (?P<rest>(?:an?|the|any|one of) [^,]{20,})"
)
IDENTIFYING = re.compile(r"\b(?:that|which|who|whose|where|of|for|used|with|to|in|by|from|containing|between|whereby|when|without)\b")
REMARK = re.compile(
    r" (?:compared (?:to|with)|but|because|and (?:is|are|has|have|it)|affected by|influenced by)\b|"
    r", (?:which|but|and|so|where|as|[a-z]+ing)\b"
)
"""Where a definition ends and a remark begins."""
JUDGING = any_of(
    "good great common bad best better useful important necessary possible easy hard difficult same first second third last only next "
    "example examples fact facts complex powerful fundamental vital crucial new neat handy reason reasons case matter result problem part "
    "true nice perfect popular similar different lot bit few previous following other idea error list place latter former recommended "
    "responsible able subject easiest simplest exception default likely choice start step conventional equivalent opposite preferred "
    "young diverse complicated dominant broad growing well-known controversial integral rich little chances recent addition"
)
EVALUATION = re.compile(
    r"^(?:an?|the|one of the)?\s?(?:very |more |most |really |quite |bit |lot |major |key |main |big )*"
    rf"(?:{JUDGING}|simple way|number of)\b"
)
OUTCOME_OF = re.compile(r"(?:an?|one|another) (?:[\w\-]+ ){0,2}\w+ of ", re.IGNORECASE)
"""`A final outcome of industrialization` is one of many, no term."""
RATED = re.compile(r"(?:the|among the) (?:most|least|\w{3,}est)\b[^,.;]*(?: and (?:the )?(?:most|least|\w{3,}est)\b|$)")
ARTICLED = re.compile(r"^(?:basically |essentially |simply |just )?(?:an?|the|any|one of|those) ")


def definition(place: Place) -> Iterator[Candidate]:
    """`X is a Y that …` -> `What is X?`; `“X” means …` -> `What does “X” mean?`."""
    text = LEADING_PLACE.sub("", FOR_PURPOSES.sub("", without_lead(place.text)))
    yield from _by_copula(place, text)
    yield from _by_meaning(place, text)
    yield from _by_entry(place)
    yield from _by_relative(place)


def _by_copula(place: Place, text: str) -> Iterator[Candidate]:
    match = COPULA.match(text)
    if match is None or not (is_term(match["subject"], place.setting.known) or _is_proper(match["subject"], place)):
        return
    subject, verb, rest = match["subject"], match["verb"], match["rest"]
    if EVALUATION.match(subject.lower()) or OUTCOME_OF.match(subject) or is_ranked(subject) or not _defines(subject, verb, rest):
        return
    named = place.setting.lowered(subject) + (f" ({match['short']})" if match["short"] else "")
    answer = with_continuation(place)
    weight = 0.95 if _in_heading(subject, place) else 0.8
    yield Candidate(asked(f"what {verb} {named}"), QuestionKind.DEFINITION, answer, weight, "definition")


def _by_entry(place: Place) -> Iterator[Candidate]:
    """A list item that is an entry of a glossary: `Paths: A way of naming an item`."""
    match = ENTRY.match(place.text) if place.in_list else None
    if match is None or " " not in match["subject"] or not is_term(match["subject"]):
        return
    verb = "are" if re.search(r"[^s]s$", match["subject"]) else "is"
    yield Candidate(
        asked(f"what {verb} {place.setting.lowered(match['subject'])}"), QuestionKind.DEFINITION, place.block.sentences, 0.75, "entry"
    )


def _by_relative(place: Place) -> Iterator[Candidate]:
    """`… returns a Result type, which is an enum that …` -> `What is a Result type?`."""
    match = RELATIVE.search(place.text)
    if match is None or not is_term(match["subject"], place.setting.known) or len(words_of(match["rest"])) < 6:
        return
    if place.text[: match.start()].endswith((" in ", " the term ")) or re.search(r"\bthe term\b|\w_\w", match.group()):
        return
    yield Candidate(asked(f"what {match['verb']} {match['subject']}"), QuestionKind.DEFINITION, (place.sentence,), 0.58, "relative")


def _is_proper(subject: str, place: Place) -> bool:
    """Whether the subject is one word that the text always writes with a capital."""
    return " " not in subject and place.setting.is_name(subject)


def _defines(subject: str, verb: str, rest: str) -> bool:
    """Whether what follows the copula says what the subject is: a kind and what marks it off."""
    if EVALUATION.match(rest) or RATED.match(rest) or len(words_of(rest)) < 4 or not IDENTIFYING.search(REMARK.split(rest)[0]):
        return False
    if words_of(rest)[0] in NUMBER_WORDS | {"one"} and not rest.startswith("one of"):
        return False
    if verb == "is":
        return bool(ARTICLED.match(rest)) and not (subject.lower().startswith("the ") and " " not in subject[4:] and rest.startswith("a "))
    if (
        rest.split(maxsplit=1)[0].endswith(",")
        or rest.split()[1].rstrip(",").endswith("ed")
        or (rest.split()[1] == "for" and not rest.split(maxsplit=1)[0].endswith("s"))
    ):
        return False
    if rest.split()[1] in ("in", "to", "with", "on", "from", "by", "at", "when", "if", "as", "and", "where", "but"):
        return False
    plural = subject.rsplit(maxsplit=1)[-1].endswith("s")
    first = words_of(rest)[0]
    return plural and not first.endswith(("ed", "ly", "ing", "able", "ful")) and first not in _NOT_A_KIND and not is_base(first)


_NOT_A_KIND = lexicon(
    """
    used not always often more also made known called in on at for to by part from only just very all both no so as it similar part good
    less more better worse
    available free able likely present written stored given kept set built shown run required sent held due what how sometimes born
    """
)


def _by_meaning(place: Place, text: str) -> Iterator[Candidate]:
    match = MEANS.match(text)
    if match is None or not (match["quote"] or is_term(match["subject"], place.setting.known)):
        return
    subject, plural = match["subject"], match["verb"] in ("refer", "mean")
    if len(words_of(match["rest"])) < 5 or (plural and not subject.endswith("s")):
        return
    named = f"“{subject}”" if match["quote"] else place.setting.lowered(subject)
    verb = "refer to" if match["verb"].startswith("refer") else "mean"
    helper = "do" if plural else "does"
    yield Candidate(asked(f"what {helper} {named} {verb}"), QuestionKind.DEFINITION, with_continuation(place), 0.9, "meaning")


def is_ranked(description: str) -> bool:
    """Whether it is the highest or the best of its kind."""
    return any(token.tag == "AJS" for token in tagged(f"the {description}"))


def _in_heading(subject: str, place: Place) -> bool:
    """Whether the heading above names the subject."""
    bare = without_article(subject).lower()
    return bare.rstrip("s") in place.heading.lower()
