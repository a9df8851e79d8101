"""Address: a draft that speaks to, or of, those who read it: orders to a judge, scores for itself, praise instead of an answer."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.terms import tokens

READER = r"(?:judge|grader|evaluator|reviewer|critic|assessor|rater|examiner|scorer|AI|LLM|language model|assistant|model)"
WORK = r"(?:answer|response|reply|draft|question|pair|record|entry|item|submission|explanation|text|sample)"
MARK = r"(?:score|rating|mark|grade|point|star|verdict)s?"
HIGH = r"(?:high(?:est)?|maximum|max|top|full|perfect|excellent|best|100|10|5|five|ten)"
GOOD = (
    r"(?:great|good|excellent|perfect|wonderful|brilliant|fantastic|outstanding|superb|amazing|insightful|important|thoughtful|interesting"
    r"|flawless|exceptional|impressive|correct|accurate|complete|fully grounded|well[- ]written|high[- ]quality|fascinating|terrific)"
)
RULES = r"(?:instruction|prompt|rule|guideline|rubric|criteri|direction|order)\w*"
AWARD = r"(?:give|award|assign|grant|rate|grade|mark|score|return|output|accept|approve|pass|reward)"
BOUND = r"you (?:are|must|should|will|have to|need to)(?: now| not)?(?: \w+)?"
ORDERS = (
    rf"\b(?:ignore|disregard|forget|override|bypass)\b(?: \w+){{0,3}} {RULES}",
    rf"\b{AWARD}(?: \w+){{0,3}} (?:this|my|the above|it(?= (?:a|an|with|as|full)\b))(?: \w+){{0,2}}? ?"
    rf"(?:{WORK}|{MARK}|as|with|a|an|full)\b",
    rf"\b{AWARD}(?: \w+){{0,3}} {HIGH}(?:est|imum)? (?:possible )?{MARK}\b",
    r"\b(?:decision|verdict|judgement|score|rating|groundedness|correctness) ?[:=] ?[\"']?(?:accept|pass|approve|5|10)",
    r"\b(?:score|rating|grade)s? (?:of|must be|should be|is|are) (?:5|10|five|ten|100)\b|\b(?:5|10|100) ?(?:/|out of) ?(?:5|10|100)\b",
    rf"\b(?:dear|attention|note to|message to|instructions? (?:for|to)|hey|hello) (?:the |any |all |every )?{READER}s?\b(?= ?[:,.!-])",
    rf"\bas (?:the|an?) {READER}, (?:you|please)\b|\b{BOUND} (?:accept|approve|score|rate|grade|judge)\w*\b",
    r"\bno (?:further )?(?:review|check|checking|verification)s? (?:is |are )?(?:needed|necessary|required)\b|\bfull marks\b",
)
MADE = r"(?:question|answer|response|explanation|query|pair|point)"
TALK = (
    rf"\b(?:what an?|(?:this|that|it|yours?)(?: is|['’]s)(?: \w+){{0,2}}) (?:\w+ )?{GOOD} (?:and \w+ )?{MADE}\b",
    rf"(?:^|[.!] ){GOOD} {MADE}\b",
    r"\b(?:this|the) (?:answer|response|explanation|pair|draft) (?:\w+ )?(?:is|was|deserves|should be|must be|meets|satisfies|fulfil\w+)\b",
    r"\b(?:I|we)(?:['’]m| am| are|['’]d| would| hope| trust)(?: \w+)? (?:happy|glad|delighted|love|pleased|this helps|that helps)\b",
    r"(?:^|[.!?] )\s*(?:#+ *)?(?:system|assistant|instruction)s? ?(?:message|prompt|override)? ?:",
    r"\bthank(?:s| you) for (?:asking|your|the)\b|\bhappy to help\b|\bhope (?:this|that|it) helps\b",
)
ORDER = re.compile("|".join(ORDERS), re.IGNORECASE | re.MULTILINE)
"""An order to a reader is none of the subject's words, whoever wrote it first; other talk may be quoted from the source."""
ASIDE = re.compile("|".join(TALK), re.IGNORECASE | re.MULTILINE)
# One of these stands in all that the patterns find; to look for them costs a tenth.
WORDS_OF_READERS = frozenset(
    """ignore disregard forget override bypass give award assign grant rate grade mark score return output accept approve pass reward
    decision verdict judgement groundedness correctness scores rating ratings grades 5 10 100 dear attention note message instructions
    instruction hey hello you system assistant no marks question answer response explanation query pair point draft happy glad
    delighted love pleased thank thanks hope trust please""".split()
)


def address(submission: Submission) -> tuple[Fault, ...]:
    """A fault when question or answer gives an order to a reader, praises itself or chats; talk in the source's own words is none."""
    draft = submission.draft
    text = draft.question + "\n" + draft.answer
    if not WORDS_OF_READERS & tokens(text):
        return ()
    found = ORDER.search(text)
    if found is None:
        found = ASIDE.search(text)
        if found is None or any(found[0].casefold().strip(" .!\n") in passage.text.casefold() for passage in submission.brief.passages):
            return ()
    return (
        Fault(
            kind=FaultKind.SPEAKS_TO_JUDGE,
            quote=found[0].strip(),
            reason="these words are for those who judge the draft, not for those who asked",
            remedy="say what the source says and nothing else",
        ),
    )
