"""How something is called: `This process is called allocating`, `Adding data is called pushing onto the stack`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_antecedent
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import has_subject
from bookwright.agents.extractive.nouns import is_clear, is_deictic, is_name, is_term, without_article, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.tagging import NOUNS, tagged
from bookwright.agents.extractive.words import lexicon
from bookwright.agents.items import QuestionKind

NAMED = r"(?:called|known as|referred to as|termed)"
POINTING = re.compile(
    rf"^(?:This|These|That|It)(?: [\w\-]+){{0,3}} (?:is|are) (?:also |often |sometimes |commonly |generally )*{NAMED} "
    r"(?P<term>(?:an? |the )?[^,;:.()]{2,50}?)(?: \((?P<short>[\w ]+)\))?"
    r"(?:[.;]|, (?:and|because|which|so|since|as)\b|$| because | and | since | in (?=[A-Z]))"
)
NAMING = re.compile(
    rf"^(?P<subject>[^,;:]{{3,90}}?) (?P<verb>is|are) (?:also |often |sometimes |commonly |generally )*{NAMED} "
    r"(?P<term>(?:an? |the )?[^,;:.()]{2,50}?)(?: \([\w ]+\))?(?:[.,;]|$| because )"
)
LEADING_PLACE = re.compile(r"^(?:In|On) [A-Z][\w.]+(?: terms)?, ")
INSERTED = re.compile(
    rf"\b(?P<kind>(?:[\w\-’]+ ){{2,9}}?[\w\-’]+),? (?:(?:that|which) (?:is|are) |that’s )?(?:also |often |sometimes |commonly )?{NAMED} "
    r"(?P<term>(?:an? |the )?[\w\-’]+(?: [\w\-’]+){0,3}?)"
    r"(?= ?\(|[,.;:]|$| (?:that|which|where|to|for|in|is|are|was|can|and|or|by|when|has|have)\b)"
)
"""`…, a proposed explanation called a hypothesis, …`"""
AT_LENGTH = re.compile(
    rf"\b(?:is|are) (?:also |often |sometimes |commonly |generally )*{NAMED} "
    r"(?P<term>(?:an? |the )?[\w\-’]+(?: [\w\-’]+){0,3}?)(?= ?\(|[,.;:]|$| (?:that|which|where|because|and|or|when)\b)"
)
ONE_MORE = re.compile(r"(?:^|[,;—] ?)(?:[Aa]nother|[Oo]ne|[Ss]ome|[Oo]ther)\b[^,;—]*$")
TERM_ENDS = lexicon("NN1 NN2 NN0 NP0 VVG AJ0")
NO_KIND = lexicon("is are was were be been being they it we you what so this these that he she who has have had not as")


def is_one_more(before: str) -> bool:
    """Whether what is named is pointed at or counted among others, not told: `another theory of vision is known as T`."""
    return is_deictic(before) or ONE_MORE.search(before) is not None


def term(place: Place) -> Iterator[Candidate]:
    """A pointing subject makes `What is X?` answered with the sentence before; a clear one `What is … called?`."""
    yield from _pointing(place)
    yield from _naming(place)
    yield from _inserted(place)


def _inserted(place: Place) -> Iterator[Candidate]:
    match = INSERTED.search(without_lead(place.text))
    if match is not None and not is_pointing_back(match["kind"]):
        yield from _what_is(place, match["term"], 0.66)


def _named_at_length(place: Place) -> Iterator[Candidate]:
    """`The distance from the lens to the place where the rays meet is called its focal length` -> `What is focal length?`."""
    match = AT_LENGTH.search(place.text)
    if match is not None and not is_one_more(place.text[: match.start()]) and len(words_of(place.text[: match.start()])) > 5:
        yield from _what_is(place, match["term"], 0.64)


def _what_is(place: Place, term: str, weight: float) -> Iterator[Candidate]:
    """`What is T?` or `What are T?`, if the term is a noun phrase in its sentence."""
    if not is_name(term) or not is_term(term):
        return
    tokens, bare = tagged(place.text), words_of(term)
    words = [token.word for token in tokens]
    ends = [at + len(bare) - 1 for at in range(len(words)) if words[at : at + len(bare)] == bare]
    if ends and tokens[ends[0]].tag in TERM_ENDS:
        many = tokens[ends[0]].tag == "NN2" or is_latin_plural(bare[-1], place.text)
        verb = "are" if many and not bare[-1].endswith(("us", "ss", "is")) else "is"
        yield Candidate(asked(f"what {verb} {term}"), QuestionKind.TERM, (place.sentence,), weight, "term-inserted")


def is_latin_plural(term: str, text: str) -> bool:
    """Whether a term such as `cysticerci` stands for the many that the noun before "called" tells of."""
    before = re.search(rf"(?P<kind>\w+),? {NAMED} (?:the )?{re.escape(term)}\b", text)
    return term.endswith(("i", "ae")) and before is not None and tagged(before["kind"])[-1].tag == "NN2"


def is_pointing_back(kind: str) -> bool:
    """Whether the words before "called" are no noun phrase that says what is named."""
    tokens = tagged(kind)
    return tokens[-1].word in NO_KIND or tokens[-1].tag not in NOUNS or is_deictic(" ".join(token.text for token in tokens[-4:]))


def _pointing(place: Place) -> Iterator[Candidate]:
    match = POINTING.match(place.text)
    answer = with_antecedent(place)
    if match is None or not answer or not is_name(match["term"]):
        return
    name = without_article(match["term"]) + (f" ({match['short']})" if match["short"] else "")
    yield Candidate(asked(f"what does the term “{name}” refer to"), QuestionKind.TERM, answer, 0.85, "term-pointing")


def _naming(place: Place) -> Iterator[Candidate]:
    match = NAMING.match(LEADING_PLACE.sub("", without_lead(place.text)))
    if match is None or not is_clear(match["subject"], place.setting.known) or not is_name(match["term"]):
        yield from _named_at_length(place)
        return
    if not has_subject(match.group(), match["subject"]):
        return
    if len(words_of(match["subject"])) < 2:
        return
    subject = place.setting.lowered(match["subject"])
    yield Candidate(asked(f"what {match['verb']} {subject} called"), QuestionKind.TERM, (place.sentence,), 0.75, "term-naming")
