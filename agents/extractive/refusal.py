"""Questions that are not worth asking though they are well formed: of an example, of something unnamed, misread, or far too open."""

import re

from bookwright.agents.extractive.candidate import Candidate
from bookwright.agents.extractive.doubt import is_doubtful
from bookwright.agents.extractive.nouns import IDENTIFIER, NAMED_KINDS, words_of
from bookwright.agents.extractive.rules.condition import INTENTS
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.subjects import is_vague
from bookwright.agents.extractive.tagging import is_base
from bookwright.agents.extractive.words import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS, RELATIVES, lexicon
from bookwright.agents.items import QuestionKind

FREE = lexicon("heading glossary contrast meaning entry term-pointing term-inserted key-term reverse")
"""Rules whose question is made of the text's own words for it."""
PLEDGED = lexicon("goal we-use")
ADDRESSED_WHY = re.compile(r"\bwhy (?:\w+ ){0,2}(?:you|we|your)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b|\b(?:I|we)['’]", re.IGNORECASE)
FIRST_PARTY = re.compile(r"\b(?:we|us)\b", re.IGNORECASE)
PARTICULAR = re.compile(
    r"\b(?:each|every|particular|certain|some|two|three|four|five|either|both|this|existing|saved|resulting|different)\b|\d", re.IGNORECASE
)
NOTHING_NAMED = re.compile(r"\b(?:all|any) (?:relevant|necessary|other|available|required)\b", re.IGNORECASE)
EXAMPLE = re.compile(r"\b\d+\.\d+\.\d+\.\d+\b|\blocalhost\b|\w\.(?:html|rs|go|txt|css|json)\b")
NARROWING = lexicon(
    "of that which for who whose where to in between used you we they on from with behind inside by applicable at it against"
)
PARTICIPLE = re.compile(
    r"\b(?:the|an?) (?:\w+ )?\w+ (?:used|given|created|provided|shown|generated|needed|involved) (?!to|for|by|in|as|with|on|at)\w"
)
CUT_OFF = re.compile(
    r"\b(?:requires?|lets?|allows?|asks?|enables?) (?:you|users|people)\?$|"
    r"\b(?:unless|if|when|until|while) \w+(?:ed|ent|en)\?$|\b(?:understand|ensure|know|see|determine|"
    r"allow|that|whether|how|why|each|both|one)\?$|"
    r"\busing (?:be|can|is|are)\b|"
    r"\bthe (?:responsibility|ability|right|need|option|chance|opportunity)\?$",
    re.IGNORECASE,
)
DISAGREES = re.compile(
    r"\bdo (?:an? |each |\w+ )?\w+ (?:needs|wants|has|does|is)\b|\bdoes (?:we|they|you)\b|\b\w+ that (?:allow|used|let|enable|need)\b|"
    r"\w+s['’]s\b",
    re.IGNORECASE,
)
WHEN_DOES = re.compile(r"(?:^|, )(?:when|under what conditions) (?:may|can|could|does|do|might)\b", re.IGNORECASE)
SURE_LIMIT = re.compile(r"\b(?:only (?:if|when|where|after|once)|unless|provided that)\b")
OF_USE = re.compile(r"\b(?:useful|helpful|necessary|appropriate|required)\?$")
HAPPENS = re.compile(r"\bwhat happens\b", re.IGNORECASE)
HAPPENS_UNLESS = re.compile(r"\bwhat happens unless\b", re.IGNORECASE)
"""A threat that nobody would ask for."""
NO_CONSEQUENCE = re.compile(
    r", (?:then )?(?:(?:you|we|please|try|consider|let)\b|[a-z]+ing\b)|\b(?:please|encourage|recommend|can help|helps? (?:you|us|guide))\b"
)
CAN_DO = re.compile(r"\bwhat (?:can|could|may|might) (?!you\b)[^?]* do (?:if|when|whenever|once|before|after)\b", re.IGNORECASE)
YOU_CAN = re.compile(r"\bwhat can you (?:not )?do (?:when|whenever|once|before|after)\b", re.IGNORECASE)
TALK = re.compile(
    r"\b(?:get started|interested in|try (?:creating|running|writing|changing|it)|curious|move on|moving on|dive in|let['’]s|"
    r"mention(?:ed)?|recall|as an exercise|"
    r"take a look|worth noting|going to (?:look|talk|cover|write|build)|in (?:this|the next) chapter)\b",
    re.IGNORECASE,
)
TOO_OPEN = re.compile(
    r"\bwhat (?:is|are) [^?]+ (?:subject to|responsible for|available (?:as|in|on)|made of|aware of|written in)\?$", re.IGNORECASE
)
OPEN_VERB = re.compile(
    r"\bwhat (?:(?:must|should|does|do|can) [^?]+ (?:rely on|use|need|perform)|(?:must|should) [^?]+ implement)\?$", re.IGNORECASE
)
OPEN_OFFER = re.compile(
    r"\bwhat (?:must|should|does|do|can) (?:the )?[\w\-]+(?: [\w\-]+)? (?:accept|support|provide|offer|include)\?$", re.IGNORECASE
)
DOES_WHAT = re.compile(r"\bwhat (?:does|do|will) (?P<subject>[^?]+?) do\?$", re.IGNORECASE)
LEGEND = re.compile(
    r"\b(?:checkmark|check mark|icon|arrow|asterisk|symbol|dot|box(?:e(?=s))?|cell"
    r"|column|row|colou?r)s?\b[^?]* (?:indicate|represent|mean|show)\?$"
)
STOLEN = re.compile(r"\b(?:is|are) (?:an?|the) [^.]*? and (?:has|have|had|was|were|may|must|should) ")
MARKED_OFF = re.compile(r"\b(?:that|which|who|whose|where|of|for|used|with)\b")
BARE_SUBJECT = re.compile(
    r"^(?:why|how|where) (?:is|does|can|may|must|should|will) (?P<noun>[a-z]+) "
    r"(?:be|not|[a-z]+)\b(?<! with)(?<! of)(?<! in)(?<! to)(?<! for)"
)
DETERMINERS = lexicon("you we each every an a the any no your all one")
VAGUE_DEED = re.compile(
    r"\bhow (?:is|are|must|should) [^?]{3,40} (?:handled|managed|addressed|treated|dealt with|done|performed|used)\?$", re.IGNORECASE
)
WHEN_YOU = re.compile(r"\bwhen (?:should|must|do|can) you\b", re.IGNORECASE)
WANTED = re.compile(r"\bwhat happens (?:if|when) you (?:want|need|have|wish|like|are (?:unsure|interested))\b", re.IGNORECASE)
CAN_IF = re.compile(r"\bwhat can you (?:not )?do if\b", re.IGNORECASE)
AUXILIARY = re.compile(r"\b(?:do|does|must|should|can|may|will)\b", re.IGNORECASE)
SUBJECT_NEXT = re.compile(r"\b(?:do|does|is|are|must|should|can|may|will) $", re.IGNORECASE)
INTENT = re.compile(rf"\bif .*\b(?:{INTENTS})\b")
AGENT = re.compile(r"\w{3,}(?:er|or)$")
EMPTY_MEANS = re.compile(r"\b(?:need|have) to (?:know|understand|specify|use more)\b")
HEAD_CLAUSE = re.compile(r"\b(?:do|does) (?P<first>[a-z]+) (?:your|the|an?|our|all|any)\b")


def is_refused(candidate: Candidate, question: str, setting: Setting) -> bool:
    """Whether the question is of a family that readers find no use in."""
    body = question.removeprefix(setting.phrase).lstrip(", ") if setting.phrase else question
    if is_doubtful(candidate, body, setting) or is_vague(candidate, body):
        return True
    if candidate.rule in FREE:
        return False
    if candidate.rule == "acronym":
        return not any(_is_known(word, setting) for word in words_of(candidate.question)[2:3])
    sentence = " ".join(sentence.text for sentence in candidate.answer)
    return (
        _is_misread(body)
        or _is_too_open(body, candidate)
        or _is_of_an_example(body, sentence, candidate, setting)
        or _is_no_condition(body, sentence)
        or (candidate.kind is QuestionKind.DEFINITION and _is_no_definition(sentence))
        or (candidate.kind is not QuestionKind.DEFINITION and _is_unnamed(body, setting))
    )


def _is_misread(body: str) -> bool:
    """Whether a noun was taken for the verb, a clause was cut off, or verb and subject do not agree."""
    head = HEAD_CLAUSE.search(body)
    return (
        DISAGREES.search(body) is not None
        or CUT_OFF.search(body) is not None
        or PARTICIPLE.search(body) is not None
        or (head is not None and is_base(head["first"]))
    )


def _is_too_open(body: str, candidate: Candidate) -> bool:
    """Whether anything might be answered, or the question is of a legend."""
    if TOO_OPEN.search(body) or VAGUE_DEED.search(body) or LEGEND.search(body) or NOTHING_NAMED.search(body):
        return True
    if candidate.rule.startswith("fact") and (OPEN_VERB.search(body) or OPEN_OFFER.search(body)) and not _is_coded(body):
        return True
    deed = DOES_WHAT.search(body)
    return deed is not None and candidate.rule == "action" and not (deed["subject"].split()[0].endswith("ing") or _is_coded(body))


def _is_coded(phrase: str) -> bool:
    """Whether a code name with the word for its class stands in it: `the push method`, `the ? operator`."""
    words = words_of(phrase)
    tokens = phrase.split()
    return any(word.removesuffix("s") in NAMED_KINDS for word in words) or any(IDENTIFIER.search(token) for token in tokens)


def _is_of_an_example(body: str, sentence: str, candidate: Candidate, setting: Setting) -> bool:
    """Whether it is the text's own example or the author's deed that is asked about."""
    if EXAMPLE.search(body) or TALK.search(sentence):
        return True
    if ADDRESSED_WHY.search(body):
        return True
    corporate = setting.is_instrument or bool(setting.speaker)
    if body.lower().startswith("why") and not corporate and FIRST_PERSON.search(sentence):
        return True
    if candidate.rule not in PLEDGED:
        return False
    if (corporate and FIRST_PARTY.search(sentence)) or re.search(r"\balso\b", sentence) or EMPTY_MEANS.search(sentence):
        return True
    named = [token.strip("?,.“”\"'’s()") for token in body.split()[1:]]
    strange = any(
        token[:1].isupper() and not token.isupper() and token != setting.name and not _is_known(token, setting) for token in named if token
    )
    return strange or PARTICULAR.search(body) is not None


def _is_no_condition(body: str, sentence: str) -> bool:
    """Whether the sentence tells no limit or no consequence for what is asked of a condition."""
    if WANTED.search(body) or (CAN_IF.search(body) and not INTENT.search(body)):
        return True
    if WHEN_DOES.search(body) or WHEN_YOU.search(body):
        return SURE_LIMIT.search(sentence) is None and OF_USE.search(body) is None
    if HAPPENS_UNLESS.search(body):
        return True
    if HAPPENS.search(body):
        return NO_CONSEQUENCE.search(sentence) is not None
    return CAN_DO.search(body) is not None or YOU_CAN.search(body) is not None


def _is_no_definition(sentence: str) -> bool:
    """Whether the predicate goes on to something else before it says what kind of thing it is."""
    match = STOLEN.search(sentence)
    return match is not None and MARKED_OFF.search(match.group()) is None


def _is_unnamed(body: str, setting: Setting) -> bool:
    """Whether a thing that only the place makes clear is spoken of as if it were known."""
    if _is_bare(body, setting):
        return True
    articles = re.finditer(r"\bthe (?=\S)", body, re.IGNORECASE)
    return any(not _is_named(body[: match.start()], body[match.end() :], setting, body) for match in articles)


def _is_bare(body: str, setting: Setting) -> bool:
    """Whether the subject is one noun without an article that no heading holds: `why should comparison be …`."""
    noun = match["noun"] if (match := BARE_SUBJECT.match(body[:1].lower() + body[1:])) else ""
    return bool(noun) and noun not in DETERMINERS and not noun.endswith(("s", "ing")) and not _is_known(noun, setting)


def _is_named(before: str, rest: str, setting: Setting, body: str) -> bool:
    """Whether the words after "the" say which: by a name, by what narrows them down, or by the headings."""
    tokens = re.split(r"[,;?]", rest)[0].split()
    phrase: list[str] = []
    for index, token in enumerate(tokens):
        word = token.strip("()“”\"'").lower()
        if index and (word in NARROWING or (word.endswith(("'s", "’s")) and index < 3)):
            return True
        if index and (
            word in AUXILIARIES or word in PREPOSITIONS or word in RELATIVES or word in QUESTION_WORDS or word in ("and", "if", "no", "not")
        ):
            break
        if IDENTIFIER.search(token) or token[:1].isupper() or re.fullmatch(r"\W|_|.*\d.*", token) or (word in NAMED_KINDS and index == 1):
            return True
        if word == "be" or (index and is_base(word) and AUXILIARY.search(before)):
            break
        phrase.append(word)
    if not phrase or phrase[0] in ("only", "most", "least", "best", "public", "user", "heap", "stack", "law", "internet"):
        return True
    is_subject, length = SUBJECT_NEXT.search(before) is not None, len(words_of(body))
    if (AGENT.match(phrase[-1]) and (not is_subject or length > 7)) or (
        not is_subject and (IDENTIFIER.search(body) or (len(phrase) > 1 and length > 9))
    ):
        return True
    if len(phrase) >= 3:
        return True
    known = [word for word in phrase if _is_known(word, setting)]
    return bool(known) and (len(known) > 1 or len(phrase) > 1 or length > 5)


def _is_known(word: str, setting: Setting) -> bool:
    """Whether a title or heading holds the word, in the singular or the plural."""
    stem = _stem(word)
    return any(_stem(known) == stem for known in setting.known)


def _stem(word: str) -> str:
    bare = re.sub(r"['’]s$", "", word.strip(".,;:!?()[]\"“”‘’'").lower())
    return re.sub(r"(?:ies|y|es|s|e)$", "", bare) if len(bare) > 3 else bare
