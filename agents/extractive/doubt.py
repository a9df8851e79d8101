"""Questions that a strict reader doubts: misread, defined by nothing, of a thing nobody has named, or of the text itself."""

import re

from bookwright.agents.extractive.candidate import Candidate
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.genus import has_genus, is_explained
from bookwright.agents.extractive.nouns import IDENTIFIER, words_of
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.tagging import NOUNS, Token, is_base, tagged
from bookwright.agents.extractive.words import PREPOSITIONS, RELATIVES, SUBORDINATORS, any_of, lexicon

HELPERS = "is|are|was|were|do|does|did|must|shall|should|can|could|may|might|will|would"
ASKED = re.compile(
    rf"\b(?P<word>what|why|how|when|where|under what conditions|how \w+) (?P<helper>{HELPERS}) (?P<subject>[^?]+)\?$", re.IGNORECASE
)
QUANTIFIERS = any_of("many some several most both few various certain other different two three four five six seven eight nine ten")
QUANTIFIED = re.compile(
    rf"^(?:{QUANTIFIERS}|a few|nobody|no one|everyone|every time|each time|any time|all (?![\w\-]*s\b|[\w\-]+ [\w\-]+s\b))\b"
)
LOOSE_ADVERB = re.compile(r"\b(?:additionally|also|therefore|thus|then|however|instead|similarly|basically|actually|simply|just|later)\b")
BOTH_OF_WHAT = re.compile(r"\b(?:in|of|for|by|to|from) both \w+\b(?! and)")
ABOUT_TEXT = re.compile(
    r"\b(?:feature box(?:es)?|making connections|sidebar|textbook|learning objectives?|(?:this|the) (?:chapter|"
    r"section|module|figure|table))\b",
    re.IGNORECASE,
)
TELLING = re.compile(r"\b(?:discuss|mention|summarize|illustrate|list|recount|outline)\?$")
BRACKETED = re.compile(r"\([^)]*\b(?:optional|required|array of|object)\b[^)]*\)", re.IGNORECASE)
UNDONE = re.compile(r"\b(?:rarely|seldom|hardly|scarcely|not only|never)\b|\b(?:that|which) (?:is|are|was|were|do|does|can|may) ?not\b")
LINKED = re.compile(r"https?://|\bwww\.|\bwebsite\b|\bsite with\b")
MISSPELT = re.compile(r"[´`]|\./|(?:^| )--?\w")
POLAR = re.compile(r"^(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have)\b", re.IGNORECASE)
SAID = re.compile(r"^(?:yes|no|not)\b", re.IGNORECASE)
CUT_SHORT = re.compile(
    r"\bdo (?:include|use|have|show|make)\b|\b\w+ly \w+ by\?$|"
    r"\bwhen did [^?]* (?:mandate|find|show|suggest|report|argue|state|declare|decide)\?$|\bwhat (?:will )?\w+ whether\b|"
    r"\bhow (?:do|does) [^?]* compared (?:to|with)\b|\b(?:a given amount|certain \w+)\b",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(r"\bwould [^?]* (?:if|when) you\b|\bif you \w+ed\b", re.IGNORECASE)
CONDITIONAL = re.compile(
    r"\bwhat (?:happens|must happen|should happen) (?:if|when|once|whenever|before|after) (?P<event>[^?]+)\?$", re.IGNORECASE
)
OBJECTLESS = lexicon("fact effect means action")
GENERIC = lexicon(
    "familiar modern new old large small big common typical ordinary early recent current changing growing good bad complex simple real"
)
SHORT_EVENT, SHORT_DEED = 5, 3


def is_doubtful(candidate: Candidate, body: str, setting: Setting) -> bool:
    """Whether a strict reader would not take the pair; `body` is the question without its setting."""
    answer = candidate.answer[0].text
    if LINKED.search(answer) or (candidate.rule.startswith("fact") and UNDONE.search(answer)):
        return True
    if BOTH_OF_WHAT.search(body) or ABOUT_TEXT.search(body) or BRACKETED.search(body) or MISSPELT.search(body) or _is_cut_short(body):
        return True
    if candidate.rule == "heading":
        return bool(POLAR.match(body)) and not _is_settled(body, answer)
    if not has_genus(candidate, body) or not is_explained(candidate, body):
        return True
    asked = ASKED.search(body)
    if asked is not None and (_is_misparsed(asked, body) or _is_unknown(asked, candidate, setting)):
        return True
    event = CONDITIONAL.search(body)
    return event is not None and _is_any_event(event["event"], setting)


def _is_cut_short(body: str) -> bool:
    """Whether the question ends before its object, or asks of what has only been imagined."""
    return CUT_SHORT.search(body) is not None or HYPOTHETICAL.search(body) is not None


def _is_settled(question: str, answer: str) -> bool:
    """Whether the first sentence answers a question of yes or no: by saying so, or in the words of the question."""
    last = content_words(question.rsplit(maxsplit=1)[-1])
    return SAID.match(answer) is not None or (bool(last) and last <= content_words(answer))


def _is_misparsed(asked: re.Match[str], body: str) -> bool:
    """Whether what stands after the helping verb is no subject with its predicate."""
    subject, helper = asked["subject"], asked["helper"].lower()
    tokens = tagged(subject)
    first = tokens[0]
    if LOOSE_ADVERB.search(body) or QUANTIFIED.match(subject.lower()) or subject.lower().startswith("prior to"):
        return True
    if first.word in PREPOSITIONS or (first.word in SUBORDINATORS and first.word != "once") or _is_adverbial(tokens):
        return True
    if helper in ("are", "do", "were") and first.word.endswith("ing") and len(tokens) > 1 and tokens[1].text[:1].isupper():
        return True
    return _is_order(tokens, helper) or _is_stranded(asked, tokens)


def _is_adverbial(tokens: tuple[Token, ...]) -> bool:
    """`basically a busy loop`: an adverb in front of an article."""
    return len(tokens) > 1 and tokens[0].word.endswith("ly") and tokens[1].tag in ("AT0", "DPS", "DT0")


def _is_order(tokens: tuple[Token, ...], helper: str) -> bool:
    """`what do run the tests …`: an imperative taken for the subject."""
    return (
        helper == "do"
        and len(tokens) > 1
        and is_base(tokens[0].word)
        and not any(token.tag == "NN2" for token in tokens)
        and "and" not in {token.word for token in tokens}
        and tokens[0].word not in ("you", "people")
    )


def _is_stranded(asked: re.Match[str], tokens: tuple[Token, ...]) -> bool:
    """`how can strings include any symbols encoded`: a participle at the end that belongs to the noun before it."""
    if asked["word"].lower() not in ("how", "when", "why", "where") or asked["helper"].lower() in ("is", "are", "was", "were"):
        return False
    last = tokens[-1].word
    return len(tokens) > 2 and last.endswith("ed") and tokens[-2].tag in NOUNS and not {"be", "get"} & {token.word for token in tokens}


def _is_unknown(asked: re.Match[str], candidate: Candidate, setting: Setting) -> bool:
    """Whether the subject is a bare generic noun that neither the headings nor the document speak of."""
    subject, predicate = _noun_phrase(asked["subject"])
    if not subject or setting.is_instrument:
        return False
    if TELLING.search(asked.group()) and candidate.rule.startswith("fact"):
        return True
    if candidate.rule.startswith("fact") or candidate.rule in OBJECTLESS:
        generic = len(subject) == 1 or (len(subject) == 2 and subject[0].word in GENERIC)
        return generic and subject[-1].tag == "NN2" and len(predicate) <= SHORT_DEED and not _is_subject_matter(subject, setting)
    if asked["word"].lower() in ("how", "where", "when") and len(subject) == 1 and subject[0].tag in ("NN1", "NN2"):
        return len(content_words(" ".join(token.word for token in predicate))) <= SHORT_DEED and not _is_headed(subject, setting)
    return False


def _noun_phrase(text: str) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """A bare noun phrase (no article, no preposition) at the start, and what follows it."""
    tokens = tagged(text)
    end = 0
    while end < len(tokens) and tokens[end].tag in ("AJ0", "AJC", "NN0", "NN1", "NN2", "NP0"):
        if end and tokens[end - 1].tag == "NN2":
            break
        end += 1
    rest = tokens[end:]
    held = any(token.word in PREPOSITIONS or token.word in RELATIVES for token in rest[:1])
    return ((), rest) if held or (end and tokens[end - 1].tag not in ("NN1", "NN2", "NN0")) else (tokens[:end], rest)


def _is_subject_matter(subject: tuple[Token, ...], setting: Setting) -> bool:
    """Whether it is one word that the document says again and again, or a heading names it."""
    return (len(subject) == 1 and subject[0].word in setting.frequent) or _is_headed(subject, setting)


def _is_headed(subject: tuple[Token, ...], setting: Setting) -> bool:
    known = content_words(" ".join(setting.known))
    return any(token.text[:1].isupper() or content_words(token.word) & known for token in subject)


def _is_any_event(event: str, setting: Setting) -> bool:
    """Whether the event is told in so few words that it may happen anywhere."""
    words = words_of(event)
    if len(words) > SHORT_EVENT or " of " in event or IDENTIFIER.search(event) or re.search(r"\W[A-Z@\d]", event):
        return False
    return not content_words(event) & content_words(" ".join(setting.known))
