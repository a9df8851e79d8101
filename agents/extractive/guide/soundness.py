"""Which sentences can be told as they stand, and which lean on what stands before them."""

import re
from functools import lru_cache

from bookwright.agents.extractive.answer import speaks_of_place
from bookwright.agents.extractive.clause import split_clause
from bookwright.agents.extractive.examples import is_made_up
from bookwright.agents.extractive.faults.answer import CONNECTIVE, DANGLING, POINTING, VARIABLE
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.tagging import NOUNS, tagged

SHORTEST, LONGEST = 6, 55
ENDED = re.compile(r"[.][”\"’')\]]*$")
OPENED = re.compile(r"[“\"‘'(]?(?:[A-Z0-9]|[a-z]+[_A-Z:.<(!])")
LINK = re.compile(r"https?://|\bwww\.|\S+@\S+\.\w")
GREETING = re.compile(
    r"\b(?:welcome|congratulations|thank(?:s| you)|happy reading|good luck|hooray|great!|don[’']t worry|feel free|stay tuned|let us|"
    r"a good place to start|experiment with|worth (?:noting|mentioning)|bear with|as promised|if you[’']?re curious|"
    r"you might (?:be wondering|wonder|notice))\b|^(?:yes|no|short answer|longer answer)[,:]|^our (?:first|next|last)",
    re.IGNORECASE,
)
SHOWN = re.compile(
    r"\b(?:[Tt]his|[Tt]he|[Oo]ur) (?:(?:preceding|above|next|previous|first|second|third|last|final|same|new|resulting|full|complete|"
    r"whole) )?(?:code|example|snippet|output|listing|error message|line of code|program above|diagram|figure|picture|image|screenshot|"
    r"table|exercise|signature|call to|test (?:code|function)|error)\b(?! (?:of|that) an?\b)|\bline \d|\b[Hh]ere(?:[’']s| is| are|,)|"
    r"\b(?:above|below)\.$|[Nn]otice (?:that|how)|\b(?:earlier|previously|later on|shortly|in a (?:moment|bit))\b|"
    r"\bthis (?:time|point|project|tutorial|document|page|article|report|policy statement)\b|\b[Tt]he following\b|"
    r"\b(?:refer to|see(?: also)?) (?:the )?[A-Z]|^See\b|\b(?:[Ss]ubsequent|[Ll]ater|[Ff]ollowing|[Nn]ext|[Pp]revious|[Pp]receding|"
    r"[Rr]emaining) (?:sub)?(?:section|chapter|paragraph|part)s?\b"
)
NARRATED = re.compile(
    r"\bwe(?:[’']|\b(?! (?:can|must|should|may|say|call|use|need|refer|consider|have to|cannot|can[’']t|do|don[’']t|are|want|know|"
    r"mean)\b))",
    re.IGNORECASE,
)
"""An author's doings, where nobody is a party that says “we”."""
NUMBERED_REFERENCE = re.compile(
    r"\b(?:[Ss]ections?|[Ss]ecs?\.|[Tt]ables?|[Ff]igures?|[Ff]igs?\.|[Cc]hapters?|[Aa]ppendix) [\dA-Z][\d.]*\b|\[\d+\]|"
    r"\b(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph|[Cc]lause|[Aa]rticle|[Ss]tep)s? (?:\([A-Za-z\d]{1,4}\)|\d)"
)
LEANING_INSIDE = re.compile(
    r"\b(?:also|too(?=[,.;])|therefore|thus|however|instead|otherwise|likewise|similarly|moreover|furthermore|in turn|as well|in addition|"
    r"nevertheless|consequently|conversely|for example|for instance|accordingly|such (?!as\b|that\b)(?:an? )?\w+|in (?:both|either) cases?|"
    r"the (?:former|latter|other|others|same|rest)|another|these|those|the (?:two|three|four))\b(?! (?:as|that|who|which|of)\b)",
    re.IGNORECASE,
)
ADDING = re.compile(
    r"(?:In addition|Additionally|Also|Furthermore|Therefore|Thus|Hence|Rather|Indeed|In other words|That is|In short|In fact|"
    r"Unfortunately|Luckily|As expected|Of course|As such|That said|No other|In that case|In this way|(?:By )?[Dd]oing so|"
    r"As (?:mentioned|discussed|noted|explained|described|seen))\b|[(]|"
    r"(?:Each|Either|One|Some|All|Many|Most|Any|None) (?:must|is|are|was|has|have|had|can|may|might|will|should)\b"
)
POINTER = re.compile(
    r"\b(?:[Tt]his|[Tt]hat(?= (?:is|was|way|case|means|makes|process|time|data|value|type))|[Tt]hese|[Tt]hose)\b"
    r"(?! (?:means that|is because))"
)
LETTER = re.compile(r"(?<![\w’'.\-])(?:[b-hj-z]|[b-hj-tv-z]\d)(?![\w’'.\-+])(?!\.[a-z])|\bnamed [a-z]\b")
"""A variable of an example: `s`, `s1`; `u8` and `i8` are types."""
LONG_WORD, MOST_CAPITALS, LONGEST_HEADING = 4, 0.7, 12
EARLY_PRONOUN = frozenset({"it", "its", "itself"})
EARLY = 4
NEEDING = frozenset({"they", "them", "their", "theirs", "themselves", "he", "him", "his", "she", "hers"})
SINGULAR = re.compile(
    r"(?:^|(?<=[\s“(—]))I(?:[’'](?:m|ve|d|ll)\b|(?= (?:am|was|have|had|do|did|don[’']t|couldn[’']t|can|could|would|will|shall|think|call|"
    r"know|want|believe|\w+ed)\b))|\b(?:[Mm]y|[Mm]yself)\b"
)
"""Somebody who speaks of himself alone: words of another that a source quotes, or a tale."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
OTHER_SUBJECTS = frozenset({"you", "we", "there"})


@lru_cache(maxsize=8192)
def is_whole(text: str) -> bool:
    """Whether a text is one complete statement: it begins and ends as a sentence does, and nothing in it is left open."""
    balanced = all(text.count(a) == text.count(b) for a, b in (("(", ")"), ("“", "”"), ("[", "]"))) and text.count('"') % 2 == 0
    return (
        balanced
        and OPENED.match(text) is not None
        and ENDED.search(text) is not None
        and not text.endswith(("...", "…"))
        and SHORTEST <= len(words_of(text)) <= LONGEST
        and not is_headline(text)
        and any(token.is_finite or token.tag == "VVB" for token in tagged(text))
    )


@lru_cache(maxsize=8192)
def points_elsewhere(text: str) -> str:
    """The words by which a sentence speaks of the text it stands in, of what is shown there, or to its reader in passing; empty if none."""
    if place := speaks_of_place(text):
        return place
    for pattern in (LINK, GREETING, SHOWN, NUMBERED_REFERENCE, POINTING, VARIABLE):
        if match := pattern.search(text):
            return match.group()
    match = SINGULAR.search(QUOTED.sub("", text))
    return match.group() if match else ""


@lru_cache(maxsize=8192)
def leans(text: str, known: frozenset[str] = frozenset()) -> str:
    """The words by which a sentence leans on the one before it; empty if it stands by itself. `known` are words of the headings above."""
    for pattern in (DANGLING, CONNECTIVE, ADDING):
        if match := pattern.match(text):
            return match.group()
    for pattern in (LEANING_INSIDE, POINTER):
        if match := pattern.search(text):
            return match.group()
    for word in words_of(text)[:EARLY]:
        if word in EARLY_PRONOUN:
            return word
    if word := _unnamed(text):
        return word
    clause = split_clause(text)
    if clause is not None and clause.subject.lower().split()[0] not in OTHER_SUBJECTS and clause.subject.lower().startswith("the "):
        return "" if is_clear(clause.subject, known) else clause.subject
    return ""


@lru_cache(maxsize=8192)
def is_of_an_example(text: str, setting: Setting) -> bool:
    """Whether a sentence speaks of a name that an example of the text has made up, or of what its author does there."""
    if not (setting.is_instrument or setting.speaker) and NARRATED.search(text):
        return True
    tokens = [token.strip("“”\"'’().,;:") for token in text.split()]
    made_up = any(is_made_up(tokens, index, setting.local, setting.shown) for index in range(len(tokens)) if tokens[index])
    return made_up or (bool(setting.local) and LETTER.search(text) is not None)


def _unnamed(text: str) -> str:
    """A pronoun of somebody or something that the sentence has not named before it and does not name soon after; empty if there is none."""
    tokens = tagged(text)
    for index, token in enumerate(tokens):
        if token.tag in NOUNS or (index and token.text[:1].isupper()):
            return ""
        if token.word in NEEDING and not any(later.closes for later in tokens[index:-1]):
            return token.word
    return ""


def is_headline(text: str) -> bool:
    """Whether a text is a heading with a full stop: `User May Send A Counter Notice.`"""
    words = text.split()
    long = [word for word in words if len(word) >= LONG_WORD]
    return len(words) <= LONGEST_HEADING and bool(long) and sum(word[:1].isupper() for word in long) >= MOST_CAPITALS * len(long)


def stands_alone(text: str) -> bool:
    """Whether a definition can be read by itself: it points nowhere, and its first sentence goes on from nothing."""
    return (
        ENDED.search(text) is not None
        and not points_elsewhere(text)
        and not any(form.match(text) for form in (DANGLING, CONNECTIVE, ADDING))
    )
