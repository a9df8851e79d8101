"""Faults of the question alone: malformed, not standing alone, too long, too thin."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.examples import is_made_up
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.setting import setting_of
from bookwright.agents.extractive.words import ANAPHORIC, AUXILIARIES, PREPOSITIONS, QUESTION_WORDS, any_of, lexicon
from bookwright.agents.items import Fault, FaultKind, Submission

LONGEST, SHORTEST = 38, 3
POINTING = re.compile(
    r"\b(?:this (?!is\b)\w+|these \w+|those (?!who|that)\w+|the (?:above|following|previous|next|latter|former|"
    r"first(?! \w+(?: \w+)? (?:of|to|in|for|on)\b)|second|third|fourth|"
    r"fifth|last|current|preceding|aforementioned|same(?! \w+(?: \w+)? (?:as|that|in)))\b|above\b|below\b|earlier\b|here\b|our\b|us\b|my\b|"
    r"listing \d|figure \d|table (?:\w-)?\d|now\?|the \d+ in\b|no other \w+|roll an? \d+|the (?:red|blue|green|yellow|white|black) \w+|"
    r"(?:how (?:do|can) you \w+|(?:for|with)) (?:it|them)\b|how (?:do|can) you \w+ its\b|section \d|chapter \d|such (?!as\b)(?:an? )?\w+|"
    r"the (?:passage|text|document|author|excerpt|context|example)\b)",
    re.IGNORECASE,
)
VARIABLE_NAME = re.compile(r"(?![aAICR]$)[a-zA-Z]\d?")
NUMBERED_NAME = re.compile(r"(?![iuf]\d|utf|sha|md|ipv|float|int|x\d|s3|base)[a-z]{2,}\d")
VAGUE_NOUNS = any_of(
    "program code example game output message line result error value values variable function method file loop body relationships pattern "
    "elements element details signature changes change behavior definition condition parameter argument list section command problem issue "
    "process option case type types following event events"
)
CONTRACT_NOUNS = any_of("user application policy request notice report guide article company team rule rules")
"""Nouns that a policy's own name makes clear."""
NAMED_BY = any_of("of that which for in from with named called whose where you used given being returned passed")
_UNNAMED = rf"(?! (?:{NAMED_BY})\b|['’:]|\w)"
VAGUE = re.compile(rf"\bthe (?:{VAGUE_NOUNS}|{CONTRACT_NOUNS}){_UNNAMED}", re.IGNORECASE)
VAGUE_IN_CONTRACT = re.compile(rf"\bthe (?:{VAGUE_NOUNS}){_UNNAMED}", re.IGNORECASE)
PLACED = re.compile(r"^(?:Under|In|On|At|For|With|By|According to|During|Within|When|If|To) [^?]*?,\s")
OPEN_ENDS = lexicon("the a an and or that which its their your our very than")
NO_SUBJECT = PREPOSITIONS | lexicon("you we do happen happens mean")
QUOTED = re.compile(r"“[^”]*”")
TWICE = re.compile(r"\b(?!had |that )(\w+) \1\b", re.IGNORECASE)
SECOND_CLAUSE = re.compile(r"[:;]\s|\.\s[A-Z]|[a-z]{4,}\.\s|—$|[,(]\?$|, which ")
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("{", "}"))


def question_faults(submission: Submission) -> Iterator[Fault]:
    """The faults found, the gravest first."""
    question = submission.draft.question.strip()
    yield from _malformed(question)
    yield from _leaning(question, submission)
    words = words_of(question)
    if len(words) > LONGEST:
        yield Fault(kind=FaultKind.LENGTH, quote=question, reason=f"The question has {len(words)} words.", remedy="Ask for one thing.")


def _malformed(question: str) -> Iterator[Fault]:
    words = words_of(question)
    asks = any(word in QUESTION_WORDS or word in AUXILIARIES for word in words)
    checks = (
        (not question.endswith("?"), "The question does not end with a question mark."),
        (len(words) < SHORTEST, "The question is too short to say what it asks."),
        (question[:1].islower(), "The question begins with a small letter."),
        (any(question.count(a) != question.count(b) for a, b in PAIRS), "A bracket or quotation mark is open."),
        (question.count('"') % 2 == 1, "A quotation mark is open."),
        (not asks, "Nothing is asked."),
        ("**" in question, "Markup is left in the question."),
        (TWICE.search(question) is not None, "A word stands twice."),
        (SECOND_CLAUSE.search(question) is not None, "The question holds more than one clause."),
        (bool(words) and words[-1] in OPEN_ENDS, "The question breaks off."),
    )
    for broken, reason in checks:
        if broken:
            yield Fault(kind=FaultKind.UNCLEAR, quote=question, reason=reason)


def _local_name(submission: Submission) -> str:
    """A name in the question that means something only inside an example; empty if there is none."""
    setting = setting_of(submission.brief)
    tokens = [token.strip(".,;:?()“”\"'&*") for token in submission.draft.question.split()]
    for index, token in enumerate(tokens[1:], 1):
        if (
            VARIABLE_NAME.fullmatch(token)
            or NUMBERED_NAME.fullmatch(token)
            or (token in setting.local and tokens[index - 1].lower() in AUXILIARIES)
            or is_made_up(tokens, index, setting.local, setting.shown)
        ):
            return token
    return ""


def _leaning(question: str, submission: Submission) -> Iterator[Fault]:
    local = _local_name(submission)
    if local:
        yield Fault(kind=FaultKind.NOT_STANDALONE, quote=local, reason="The name is one that an example of the text made up.")
    setting = setting_of(submission.brief)
    asked = QUOTED.sub("", question.removeprefix(setting.phrase))
    match = POINTING.search(asked) or (
        VAGUE_IN_CONTRACT if setting.is_instrument and question.startswith(setting.phrase) else VAGUE
    ).search(asked)
    if match:
        yield Fault(
            kind=FaultKind.NOT_STANDALONE,
            quote=match.group(),
            reason="The words point at something outside the question.",
            remedy="Name what is meant.",
        )
    body = PLACED.sub("", question)
    words = words_of(body)
    subject = [w for w in words if w not in QUESTION_WORDS and w not in AUXILIARIES and w != "not"]
    if subject and subject[0] in ANAPHORIC and subject[0] != "that":
        yield Fault(
            kind=FaultKind.NOT_STANDALONE, quote=subject[0], reason="The subject is a pronoun without its noun.", remedy="Name the subject."
        )
    if subject and all(word in NO_SUBJECT for word in subject):
        yield Fault(
            kind=FaultKind.NOT_STANDALONE, quote=body, reason="The question does not say what it is about.", remedy="Name the subject."
        )
