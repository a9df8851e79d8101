"""Address: a draft that speaks to, or of, those who read it: orders to a judge, scores for itself, praise instead of an answer."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.phrases import Phrases

READER = r"(?:judge|grader|evaluator|reviewer|critic|assessor|rater|examiner|scorer|AI|LLM|language model|assistant|model)"
WORK = r"(?:answer|response|reply|draft|pair|submission|explanation)"
MARK = r"(?:score|rating|mark|grade|point|star|verdict)s?"
HIGH = r"(?:high(?:est)?|maximum|max|top|full|perfect|excellent|best)"
GOOD = (
    r"(?:great|good|excellent|perfect|wonderful|brilliant|fantastic|outstanding|superb|amazing|insightful|important|thoughtful|interesting"
    r"|flawless|exceptional|impressive|correct|accurate|complete|fully grounded|well[- ]written|high[- ]quality|fascinating|terrific)"
)
WORKS = "answer|response|reply|draft|pair|submission|explanation"
PRAISED = f"question|query|point|{WORKS}"
ORDER = Phrases(
    (
        "ignore|disregard|forget",
        r"\b(?:ignore|disregard|forget)(?: \w+){0,2} (?:previous|prior|above|earlier|preceding|all|your|these)(?: \w+)? "
        r"(?:instruction|prompt|guideline|rubric|criteri|direction)\w*",
    ),
    (
        "give |award |assign |grant |return |output ",
        rf"\b(?:give|award|assign|grant|return|output)(?: \w+){{0,3}} {HIGH} (?:possible )?{MARK}\b",
    ),
    (
        "dear |attention |note to |message to |instruction|hey |hello ",
        r"\b(?:dear|attention|note to|message to|instructions? (?:for|to)|hey|hello) (?:the |any |all |every )?"
        rf"{READER}s?\b(?= ?[:,.!-])",
    ),
    (", you|, please", rf"\bas (?:the|an?) {READER}, (?:you|please)\b"),
)
"""An order to a reader is none of the subject's words, whoever wrote it first."""
ASIDE = Phrases(
    (WORKS, rf"\b(?:rate|grade|mark|score|approve|accept|reward|pass)(?: \w+)? (?:this|my|the above) (?:\w+ )?{WORK}\b"),
    (
        "decision|verdict|judgement|score|rating|groundedness|correctness",
        r"\b(?:decision|verdict|judgement|score|rating|groundedness|correctness) ?[:=] ?[\"']?(?:accept|pass|approve|5|10)",
    ),
    (
        "score|rating|grade|/|out of",
        r"\b(?:score|rating|grade)s? (?:of|must be|should be|is|are) (?:5|10|five|ten|100)\b"
        r"|\b(?:5|10|100) ?(?:/|out of) ?(?:5|10|100)\b",
    ),
    (
        "review|check|verification|full marks",
        r"\bno (?:further )?(?:review|check|checking|verification)s? (?:is |are )?(?:needed|necessary|required)\b|\bfull marks\b",
    ),
    (
        "rubric|grader|evaluator|set |put |make |keep ",
        rf"\b(?:rubric|grader|evaluator)s?\b|\b(?:set|put|make|keep) (?:every|all|each|the|its) (?:\w+ )?{MARK}\b",
    ),
    ("system|assistant|instruction", r"(?:^|[.!?] )\s*(?:#+ *)?(?:system|assistant|instruction)s? ?(?:message|prompt|override)? ?:"),
    (
        "#|<|[",
        r"#+ *(?:\w+ )?(?:instruction|prompt|system)s?\b|</?(?:system|assistant|user|instructions?|prompt)>|\[/?INST\]|<\|im_\w+\|>",
    ),
    (
        PRAISED,
        r"\b(?:what an?|(?:this|that|it|yours?)(?: is|['’]s)(?: \w+){0,2}) "
        rf"(?:\w+ )?{GOOD} (?:and \w+ )?(?:question|query|point|{WORK})\b",
    ),
    (PRAISED, rf"(?:^|[.!] ){GOOD} (?:question|query|point|answer)\b"),
    (
        WORKS,
        rf"\b(?:this|my) {WORK} (?:\w+ )?"
        rf"(?:deserves|meets|satisfies|fulfil\w+|(?:is|was|should be|must be) (?:\w+ )?(?:{GOOD}|accepted|approved))\b",
    ),
    (
        "happy|glad|delighted|love|pleased|helps",
        r"\b(?:I|we)(?:['’]m| am| are|['’]d| would| hope| trust)(?: \w+)? (?:happy|glad|delighted|love|pleased|this helps|that helps)\b",
    ),
    ("thank|happy|hope", r"\bthank(?:s| you) for (?:asking|your|the)\b|\bhappy to help\b|\bhope (?:this|that|it) helps\b"),
    flags=re.MULTILINE,
)
"""Scores, praise and chat may be the source's own."""


def address(submission: Submission) -> tuple[Fault, ...]:
    """A fault when question or answer gives an order to a reader, praises itself or chats; talk in the source's own words is none."""
    draft = submission.draft
    text = draft.question + "\n" + draft.answer
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
