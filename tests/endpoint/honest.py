"""The honest answer of each seat, computed from nothing but the request and the plan: the same request is always answered the same."""

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Any

from tests.endpoint.plan import Plan, within
from tests.endpoint.reading import Asked, ShownClaim, ShownDraft, ShownPassage

SENTENCE_END = re.compile(r"(?<=[.!。])\s+(?=[^\W_a-z])")
LONG_WORD = re.compile(r"[^\W\d_]{5,}")
LEANING = re.compile(r"(?:This|These|That|Those|It|They|He|She|However|Such)\b")
POINTERS = set("passage section chapter paragraph excerpt document article snippet author listing figure example table sentence".split())
FEWEST_WORDS, MOST_WORDS = 8, 60
POOR = 1
MENDED = "exactly"
WORDED, KNOWN, OTHERWISE = "In short:", "Everybody knows:", "It is the other way round."


def answer(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The JSON object that the seat's schema asks for."""
    return SEATS.get(asked.seat, _by_schema)(asked, plan)


@lru_cache(maxsize=4096)
def sentences(passage: ShownPassage) -> tuple[str, ...]:
    """The sentences of a passage that stand well by themselves, as they are written there."""
    found = (piece.strip() for paragraph in passage.text.split("\n\n") for piece in SENTENCE_END.split(paragraph))
    return tuple(piece for piece in found if _stands(piece))


def _stands(sentence: str) -> bool:
    long_enough = FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
    return long_enough and sentence.endswith((".", "!", "。")) and not LEANING.match(sentence) and len(topics(sentence)) > 2


@lru_cache(maxsize=16384)
def topics(sentence: str) -> tuple[str, ...]:
    """The three longest words of a sentence, in its order."""
    words = dict.fromkeys(word for word in LONG_WORD.findall(sentence) if word.casefold().removesuffix("s") not in POINTERS)
    longest = sorted(words, key=lambda word: (-len(word), word))[:3]
    return tuple(word for word in words if word in longest)


def _written(asked: Asked, plan: Plan) -> dict[str, Any]:
    if not asked.passages:
        return {"drafts": []}
    first = asked.passages[0]
    chosen = [(listed(topics(sentence)), _sentence(first.number, sentence)) for sentence in sentences(first)[: asked.wanted]]
    return {"drafts": [_draft(f"What is stated{_about(first)} on {asked_about}?", "fact", [said]) for asked_about, said in chosen]}


def _evolved(asked: Asked, plan: Plan) -> dict[str, Any]:
    draft = asked.draft
    further = _further(asked, draft) if draft and draft.claims and _chosen(draft, plan.evolving) else None
    if not draft or not further:
        return {"plan": "the passages carry nothing more", "operator": "none", "draft": None}
    number, sentence = further
    here, there = listed(topics(draft.claims[0].text)), listed(topics(sentence))
    question = f"How does what is stated on {here} compare with what is stated on {there}?"
    answers = [*_carried(asked, draft.claims), _sentence(number, sentence)]
    return {"plan": "a second statement", "operator": "compare", "draft": _draft(question, "comparison", answers)}


def _further(asked: Asked, draft: ShownDraft) -> tuple[int, str] | None:
    """A sentence that the draft does not have yet, rather from a later passage, with its passage's number."""
    said = " ".join(claim.text for claim in draft.claims)
    shown = ((passage.number, sentence) for passage in asked.passages[::-1] for sentence in sentences(passage))
    return next(((number, sentence) for number, sentence in shown if _one_line(sentence) not in said), None)


def _criticism(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"drafts": [_criticised(number, draft, plan) for number, draft in enumerate(asked.drafts, 1)]}


def _criticised(number: int, draft: ShownDraft, plan: Plan) -> dict[str, Any]:
    sentences = [
        {"sentence": place, "source_words": "".join(claim.quotes[:1]), "reason": "said in these words", "standing": "supported"}
        for place, claim in enumerate(draft.claims, 1)
    ]
    sound: dict[str, Any] = {"draft": number, "sentences": sentences, "checks": ["nothing is taken for granted"], "faults": []}
    if MENDED in draft.question or not _chosen(draft, plan.faulty):
        return sound
    fault = {"words": draft.question, "reason": "it can be read in two ways", "kind": "unclear", "remedy": "ask exactly"}
    return {**sound, "faults": [fault]}


def _revised(asked: Asked, plan: Plan) -> dict[str, Any]:
    draft = asked.draft
    kept = _carried(asked, draft.claims) if draft else []
    if not draft or not kept:
        return {"draft": None}
    opening, _, rest = draft.question.partition(" ")
    question = draft.question if MENDED in draft.question else f"{opening} {MENDED} {rest}"
    return {"draft": _draft(question, draft.kind, kept)}


def _judgements(asked: Asked, plan: Plan) -> dict[str, Any]:
    low = asked.draft and _chosen(asked.draft, plan.poor)
    score = plan.scores.get(asked.model, POOR if low else plan.score)
    return {name: {"reason": "as the description says", "score": score} for name in asked.schema.get("properties", {})}


def _preferred(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The answer of more different words, wherever it stands."""
    first, second = (len(set(text.split())) for text in asked.answers)
    preference = "first" if first > second else "second" if second > first else "tie"
    return {"reason": "it says more", "preference": preference}


def _answered(asked: Asked, plan: Plan) -> dict[str, Any]:
    """Open book: the sentences that the question was made of, in other words around them. Closed book: what is known, if it is."""
    question = asked.question
    if not asked.passages:
        known = _drawn(question, plan.known)
        return {"derivation": "from memory", "answerable": "yes" if known else "no", "answer": f"{KNOWN} {question}" if known else ""}
    said = [_one_line(s) for passage in asked.passages for s in sentences(passage) if listed(topics(s)) in question]
    if not said or _drawn(question, plan.unanswerable):
        return {"derivation": "the passages do not say it", "answerable": "no", "answer": ""}
    answer = OTHERWISE if _drawn(question, plan.disputed) else " ".join(dict.fromkeys([WORDED, *said]))
    return {"derivation": "passage 1 says it", "answerable": "yes", "answer": answer}


def _compared(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"answers": [{"answer": n, **_match(answer, asked)} for n, answer in enumerate(asked.answers, 1)]}


def _match(answer: str, asked: Asked) -> dict[str, str]:
    if answer == f"{KNOWN} {asked.question}" or set(asked.reference.split()) <= set(answer.split()):
        return {"reason": "all of the reference is there", "match": "same"}
    return {"reason": "it says something else", "match": "contradicts"}


def _by_schema(asked: Asked, plan: Plan) -> dict[str, Any]:
    """For a seat of somebody's own: every property at its simplest."""
    simplest: dict[str, Any] = {"string": "as stated", "integer": 1, "number": 1.0, "boolean": True, "array": [], "object": {}}
    return {name: simplest.get(about.get("type")) for name, about in asked.schema.get("properties", {}).items()}


SEATS: dict[str, Callable[[Asked, Plan], dict[str, Any]]] = {
    "Written": _written,
    "Evolved": _evolved,
    "Criticism": _criticism,
    "Revised": _revised,
    "Judgements": _judgements,
    "Preferred": _preferred,
    "Answered": _answered,
    "Matches": _compared,
}


def _draft(question: str, kind: str, answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"question": question, "kind": kind, "answer": answers}


def _sentence(number: int, quote: str) -> dict[str, Any]:
    return {"text": _one_line(quote), "quotes": [{"passage": number, "words": quote}], "connective": False}


def _carried(asked: Asked, claims: tuple[ShownClaim, ...]) -> list[dict[str, Any]]:
    """The claims of a draft again, without those that rest on nothing."""
    return [
        {"text": claim.text, "quotes": [{"passage": _home(asked, quote), "words": quote} for quote in claim.quotes], "connective": False}
        for claim in claims
        if claim.quotes
    ]


def _home(asked: Asked, quote: str) -> int:
    return next((passage.number for passage in asked.passages if quote in passage.text), 1)


def _chosen(draft: ShownDraft, share: float) -> bool:
    """Draws by the words of the question."""
    return _drawn(draft.question, share)


def _drawn(question: str, share: float) -> bool:
    return within(sha256(question.encode()).hexdigest(), share)


def _about(passage: ShownPassage) -> str:
    title = " ".join(passage.title.split()[:4])
    return f" in {title}" if title else ""


def listed(words: tuple[str, ...]) -> str:
    """The words as an English list."""
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def _one_line(text: str) -> str:
    return " ".join(text.split())
