"""Stands alone: a question that needs nothing beside it."""

import re

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.curation.terms import tokens

PLACES = "passage text section chapter paragraph excerpt document article snippet author listing figure code example table list sentence"
PLACE = rf"(?:{PLACES.replace(' ', '|')})s?"
THING = r"(?:function|method|program|script|agreement|contract|specification|clause|policy)"
SAYS = (
    r"(?:say|state|mention|describe|recommend|claim|suggest|give|list|define|argue|explain|refer|warn|advise|tell|show|propose|conclude"
    r"|imply|discuss|mean|contain|print|do)(?:s|d|ed)?"
)
POINTING = re.compile(
    rf"\b(?:this|these|that|those) {PLACE}\b|\bthis {THING}\b"
    rf"|\bthe (?:above|following|previous|next|given|provided)(?:[- ]\w+)? {PLACE}\b|\bthe (?:above|following)\b"
    r"|\bthe (?:passage|excerpt|snippet)\b(?! of\b)|\bthe (?:code|text) snippet\b"
    rf"|\bthe (?:text|document|article|author|example|section|chapter|table|figure|listing) {SAYS}\b"
    r"|\baccording to the (?:text|document|article|author)\b(?=[?,]|$)"
    r"|\b(?:in|by|from|within) the (?:text|author|article|example)\b(?=[?,]|$)"
    r"|\b(?:purpose|idea|topic|subject|theme|point|title) of the (?:text|document|article)\b(?=[?,]|$)"
    rf"|\b{PLACE} (?:above|below)\b(?! (?:the|a|an)\b)"
    r"|\b(?:mentioned|described|shown|listed|given|discussed) (?:above|below|here|earlier|previously)\b(?! (?:the|a|an|than)\b)"
    r"|\b(?:listing|figure|table|example) \d+(?:[-.]\d+)*\b(?! (?:of|in) (?:the )?(?-i:[A-Z]))",
    re.IGNORECASE,
)
# Without one of these words nothing can be pointed at; to look for them costs a tenth of the pattern.
POINTERS = frozenset(f"{PLACES} {PLACES.replace(' ', 's ')}s this above below following here earlier previously".split())
ASKING = r"^(?:(?:what|why|how(?: (?:long|often|much|far|old|large))?|when|where|which|who|whom|in what way) )?"
DOING = r"(?:do|does|did|can|could|should|must|may|might|will|would|has|have|had)"
BEING = r"(?:is|are|was|were)"
NAMED_LATER = r"[^?]* (?:for|to|that|if|when|where|whether)\b"  # "Is it possible to …", "What does it mean for a function to …"
DANGLING = re.compile(
    rf"{ASKING}(?:(?:{DOING}|{BEING}) )?(?:they|he|she|its|their|his|her)\b"
    rf"|{ASKING}{DOING} it\b(?! (?:mean|take|cost|matter|help|make sense)\b{NAMED_LATER})"
    rf"|{ASKING}{BEING} it\b(?:(?!{NAMED_LATER})| (?:used|built|made|done|needed|written|applied)\b)"
    rf"|{ASKING}it (?:is|was|does|can|must|has|will)\b"
    rf"|{ASKING}(?:{DOING}|{BEING}) (?:this|these|those)\b(?= ?(?:$|[?,]|(?:\w+ed|\w+ing|done|mean|work|do|have|need|happen|apply|be)\b))",
    re.IGNORECASE,
)


def standalone(submission: Submission) -> tuple[Fault, ...]:
    """A fault when the question points at the text it was made from, or opens with a pronoun for something outside it."""
    question = submission.draft.question
    points = POINTERS & tokens(question)
    found = (POINTING.search(question) if points else None) or DANGLING.match(question)
    if not found:
        return ()
    return (
        Fault(
            kind=FaultKind.NOT_STANDALONE,
            quote=found[0].strip() or question,
            reason="a reader who does not see the source cannot know what this points at",
            remedy="name the thing in full",
        ),
    )
