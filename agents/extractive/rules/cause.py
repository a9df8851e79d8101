"""Why something is so: `X is Y because Z`, `Because Z, X is Y`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place
from bookwright.agents.extractive.rules.asking import why
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.items import QuestionKind

AFTER = re.compile(r"^(?P<main>.{12,160}?),? (?:because|since(?! (?:the|its|\d))) (?P<reason>.{15,})$")
BEFORE = re.compile(r"^(?:Because|Since(?! (?:the|its|\d))) (?!of\b)(?P<reason>[^,]{10,110}), (?P<main>.{12,160})$")
REASON = re.compile(
    r"^(?:The|One|A|Another|A final|The main) reason (?:that |why |for which )?(?P<main>.{12,140}?) is (?:that|because) .{15,}$"
)
POINTING_BACK = re.compile(r"^This is (?:also |mainly |partly )?because \w.{15,}$")
POINTING_ON = re.compile(r"^(?:This|That) is (?:also )?why (?P<main>.{12,140})\.$")
SO = re.compile(
    r"^(?!The reason)(?!.*\b(?:because|If|When)\b)(?P<reason>[^,]{15,120}), so (?!that|you can|we can|let|if|when)(?P<main>[^,]{20,140})\.$"
)
KIND_OF = re.compile(r"\b(?:is|are) (?:an?|the) .*\b(?:that|which|who)\b")
NOT_A_CAUSE = re.compile(r"\b(?:not|only|just|simply|mainly|either|whether|partly|is|are|be|part|ever|\w{3,}ly)$")


def cause(place: Place) -> Iterator[Candidate]:
    """`Pushing is faster because …` -> `Why is pushing faster?`, answered by the whole sentence."""
    for pattern, weight in ((REASON, 0.9), (AFTER, 0.9), (BEFORE, 0.8), (SO, 0.65)):
        match = pattern.match(place.text)
        if match is None or NOT_A_CAUSE.search(match["main"]) or "—" in match["main"] or not _has_verb(match):
            continue
        question = why(match["main"], place.setting) if not KIND_OF.search(match["main"]) else ""
        if question:
            yield Candidate(question, QuestionKind.CAUSE, (place.sentence,), weight, "cause")
            return
    yield from _with_the_sentence_before(place)


def _has_verb(match: re.Match[str]) -> bool:
    """Whether the reason is a clause: `since the stack is full`, not `since Galileo’s time`."""
    reason = match.groupdict().get("reason")
    return not reason or reason.startswith("of ") or any(token.is_finite for token in tagged(reason))


def _with_the_sentence_before(place: Place) -> Iterator[Candidate]:
    """`X is so. This is because …` and `Y holds. This is why X is so.`"""
    if place.before is None:
        return
    match = POINTING_ON.match(place.text)
    main = match["main"] if match else place.before.text if POINTING_BACK.match(place.text) else ""
    question = why(main, place.setting) if main else ""
    if question:
        yield Candidate(question, QuestionKind.CAUSE, (place.before, place.sentence), 0.85, "cause-pointing")
