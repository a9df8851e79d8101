"""Faults of the answer alone: it dangles, breaks off, points elsewhere, or speaks of the text instead of its subject."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import speaks_of_place
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.reading import ends_before_reference
from bookwright.agents.extractive.words import any_of
from bookwright.agents.items import Fault, FaultKind, Submission

_POINTING_ADJECTIVES = any_of("same latter former above second third first other following result previous")
DANGLING = re.compile(
    r"^(?:This|That|These|Those|It|They|Its|Their|He|She|Such|Here|There(?! (?:is|are))|Both(?! \w+(?: \w+){0,4} and)|Neither|Either|"
    r"(?:One|Another)(?! (?!of\b)(?:[\w\-]+ ){1,3}(?:of|to|for|that)\b)|"
    rf"Others?|Some|The (?:{_POINTING_ADJECTIVES})(?! of))\b"
)
_JOINING = any_of(
    "However, But, And, Or, So, Then, Instead, Nevertheless, Nonetheless, Otherwise, Similarly, "
    "Moreover, Further, Likewise, Conversely, Yet, Still, As such, As a result, Consequently, Again, Finally, "
    "First, Second, Third, Next, Lastly, By contrast, In contrast, For example, For instance, On the other hand"
)
CONNECTIVE = re.compile(
    rf"^(?:(?:{_JOINING})(?! to\b)|"
    r"(?:In|At|For|With|To|Because|Because of|Since|If|When|Once|Unlike|After|Before) (?:this|these|that|such|it|they)|"
    r"To do (?:this|so|that))\b"
)
POINTING = re.compile(
    r"\b(?:(?:this|these|such) (?:examples?|cases?|listing|chapter|section|lines?|notation|book)|"
    r"(?:the )?following(?= (?:example|code|command|listing|table|section|figure|file|output|error))|"
    r"like so|as follows|on the left|on the right|here|below(?! (?:the|an?|zero|\d))|"
    r"the (?:example|code|listing|figure|table|diagram) (?:above|below)|aforementioned|the former|the latter|respectively)\b",
    re.IGNORECASE,
)
ENTRY = re.compile(r"^[A-Z][\w\- ]{2,40}: [A-Z]")
POINTER = re.compile(
    r"(?:\b[Tt](?:his|hese|hose)|\b(?:outside|inside|in|at) that) (\w+)"
    r"(?! (?:\w+ )?(?:is|are) (?:\w+ )?(?:called|known|referred))\b"
)
VARIABLE = re.compile(r"\b(?:in|of|to|from|and|or|by|for|variable|value|parameter) (?:[b-z]\d?|[a-z]\d)(?=[ ,.])")
IDENTIFIER_FIRST = re.compile(r"[a-z]+[_A-Z:.<(]")
KEYED = re.compile(r"[\w\-]+: [A-Z]")
"""An entry of a list: its term, and what it is for."""
LONGEST, SHORTEST, SHORTEST_ENTRY = 190, 6, 4


def answer_faults(submission: Submission) -> Iterator[Fault]:
    """The faults found in the claims, in order."""
    draft = submission.draft
    answer = draft.answer
    words = words_of(answer)
    if not words:
        yield Fault(kind=FaultKind.NOT_ANSWERED, quote="", reason="There is no answer.")
        return
    yield from _dangling(draft.claims[0].text)
    if not _is_cut_before_reference(submission):
        yield from _broken_off(answer)
    words_of_place = speaks_of_place(answer)
    if words_of_place:
        yield Fault(
            kind=FaultKind.NOT_STANDALONE, quote=words_of_place, reason="The answer speaks of the text, or refers to another part of it."
        )
    match = POINTING.search(answer)
    if match:
        yield Fault(kind=FaultKind.NOT_STANDALONE, quote=match.group(), reason="The answer points at something that is not shown.")
    unnamed = _unnamed_pointer(answer)
    if unnamed:
        yield Fault(kind=FaultKind.NOT_STANDALONE, quote=unnamed, reason="The answer points at a thing that it has not named.")
    match = VARIABLE.search(answer)
    if match:
        yield Fault(kind=FaultKind.NOT_STANDALONE, quote=match.group(), reason="The answer speaks of a variable of an example.")
    least = SHORTEST_ENTRY if KEYED.match(answer) else SHORTEST
    if not least <= len(words) <= LONGEST:
        yield Fault(kind=FaultKind.LENGTH, quote=answer, reason=f"The answer has {len(words)} words.")


def _unnamed_pointer(answer: str) -> str:
    """The first `this X` whose X the answer has not named before; empty if there is none."""
    for match in POINTER.finditer(answer):
        noun = match[1].lower().removesuffix("s")
        if noun not in answer[: match.start()].lower() and noun not in ("i", "mean", "can", "allow", "make", "way", "who", "that", "will"):
            return match.group()
    return ""


def _dangling(first: str) -> Iterator[Fault]:
    for pattern, reason in (
        (DANGLING, "The answer begins with a word whose noun is missing."),
        (CONNECTIVE, "The answer joins on to a missing sentence."),
    ):
        match = pattern.match(first)
        if match:
            yield Fault(kind=FaultKind.INCOMPLETE, quote=match.group(), reason=reason, remedy="Put the sentence before in front of it.")


def _is_cut_before_reference(submission: Submission) -> bool:
    """Whether the answer stops where the source goes on with nothing but ", as shown in Listing 8-1."."""
    last = submission.draft.evidence[-1] if submission.draft.evidence else None
    return last is not None and any(
        passage.document_id == last.document_id
        and passage.start <= last.start
        and last.end <= passage.end
        and ends_before_reference(passage.text, last.end - passage.start)
        for passage in submission.brief.passages
    )


def _broken_off(answer: str) -> Iterator[Fault]:
    stripped = answer.rstrip("”\"')’ ")
    is_list = "\n" in answer or ENTRY.match(answer) is not None
    if not is_list and not stripped.endswith((".", "!", "?")):
        yield Fault(kind=FaultKind.INCOMPLETE, quote=answer[-40:], reason="The answer breaks off.")
    if stripped.endswith("?"):
        yield Fault(kind=FaultKind.NOT_ANSWERED, quote=answer[-60:], reason="The answer is a question.")
    if answer[:1].islower() and not IDENTIFIER_FIRST.match(answer):
        yield Fault(kind=FaultKind.INCOMPLETE, quote=answer[:40], reason="The answer begins in the middle of a sentence.")
    for opening, closing in (("(", ")"), ("“", "”"), ("[", "]")):
        if answer.count(opening) != answer.count(closing):
            yield Fault(kind=FaultKind.INCOMPLETE, quote=answer, reason=f"A bracket or quotation mark is open: {opening}{closing}")
