"""Unanswered: an answer that is none, or that says that the source does not tell."""

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.phrases import Phrases
from bookwright.curation.terms import content_terms, tokens, words

PLACEHOLDERS = frozenset(
    "n a|na|none|nil|null|tbd|tba|todo|fixme|unknown|undefined|placeholder|no answer|not applicable|not available|see above|see below"
    "|answer|the answer|as above|lorem ipsum|no response|not sure|i don't know|i do not know|insert answer here|your answer here|pending"
    "|no comment".split("|")
)
TOLD = (
    r"(?:(?:say|state|mention|provide|give|contain|tell|explain|indicate|address|cover|include|define|discuss|describe)(?:s|d|ed)?"
    r"|specif(?:y|ies|ied)|given|said|told)"
)
SOURCE = r"(?:source|text|passage|document|context|excerpt|material|information|quote|evidence)s?"
SOURCES = "source|text|passage|document|excerpt|material|information|quote|evidence"  # "context" has a "text" in it
SILENT = Phrases(
    (
        SOURCES,
        rf"\b(?:provided|given|available|above|supplied) {SOURCE} (?:do|does|did|is|are)(?: not|n['’]t) "
        rf"(?:\w+ )?(?:{TOLD}|enough|sufficient)",
    ),
    (SOURCES, rf"\b(?:the|this|these|its) {SOURCE} (?:do|does|did)(?: not|n['’]t) (?:\w+ )?{TOLD}"),
    (SOURCES, rf"\b(?:is|are|was) not (?:\w+ )?{TOLD} (?:in|by) the (?:\w+ )?{SOURCE}"),
    (
        "cannot|can not|can't|can’t|could not|unable|impossible",
        r"\b(?:cannot|can not|can['’]t|could not|unable to|impossible to) (?:be )?"
        r"(?:determined?|answer(?:ed)?|infer(?:red)?|tell|told|known?) (?:\w+ )?(?:from|by|with|based on) the",
    ),
    (
        "there is|there's|there’s",
        r"\b(?:there is|there['’]s) (?:no|not enough|insufficient) (?:information|evidence|context|details?) "
        r"(?:\w+ ){0,4}(?:in|to|on|about)\b",
    ),
    (
        "do not|don't|don’t|cannot|can't|can’t",
        r"\b(?:I|we) (?:do not|don['’]t|cannot|can['’]t) (?:know|answer|find)\b",
    ),
    (
        "sorry|unfortunately|apologies|unable|not able|afraid",
        r"^(?:sorry|unfortunately|apologies)\b|\bI(?: am|['’]m) (?:sorry|unable|not able|afraid)\b",
    ),
)
PUTTING_OFF = content_terms(
    "see read refer consult check look find describe state mention explain note show indicate discuss give provide left leave depend"
)
POINTED_AT = content_terms(
    "source text passage document context excerpt material article page section chapter paragraph book quote evidence reference answer"
    " detail information explanation earlier later here yourself full original blank empty intentionally deliberately"
)
"""Of these words alone an answer is made that sends its reader elsewhere: "Read the text for details", "It depends"."""


def unanswered(submission: Submission) -> tuple[Fault, ...]:
    """A fault for an answer that only holds its place, and for one that says that there is none, unless the source says so itself.

    A question that its source leaves open must not stand as one with an answer.
    """
    draft = submission.draft
    bare = " ".join(words(draft.answer))
    quotes = "\n".join(evidence.quote for evidence in draft.evidence)
    if bare in PLACEHOLDERS:
        told = bare in " ".join(words(quotes))
        return () if told else (_fault(draft.answer, "this holds the place of an answer and is none"),)
    if _puts_off(draft.answer, quotes):
        return (_fault(draft.answer, "this sends the reader elsewhere and is no answer"),)
    found = SILENT.search(draft.answer)
    if not found or found[0].casefold() in quotes.casefold():
        return ()
    return (_fault(found[0], "the answer says that the source does not tell; then the question cannot be asked of it"),)


def _puts_off(answer: str, quotes: str) -> bool:
    """Whether nothing in the answer says more than where one might look, unless the evidence says so too."""
    said = content_terms(answer)
    acts = said & PUTTING_OFF
    return bool(acts) and said <= PUTTING_OFF | POINTED_AT and not acts & content_terms(quotes) and not {"yes", "no"} & tokens(answer)


def _fault(quote: str, reason: str) -> Fault:
    return Fault(kind=FaultKind.UNANSWERED, quote=quote, reason=reason, remedy="ask what the source answers")
