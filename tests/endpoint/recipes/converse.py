"""The honest seats of dialogue: questions on the sentences of the first passage, one after the other, each leaning on the one before."""

import re
from hashlib import sha256
from typing import Any

from tests.endpoint.honest import listed, sentences, topics
from tests.endpoint.plan import Plan, within
from tests.endpoint.reading import Asked

ASPECT = re.compile(r"^- (.*)$", re.MULTILINE)
WISH = re.compile(r"Ask now for one of these.*?\n\n<outline>\n((?:- .*\n)+)")
SAID = re.compile(r"^(?:Asker|Answer): ", re.MULTILINE)
SUBJECT = re.compile(r"^<subject>\nWhat (.*) tells\.$", re.MULTILINE)
FIRST_ASKED = re.compile(r"^Asker: What is stated in .*? on (\w+)", re.MULTILINE)
STANDALONE = re.compile(r"^The same without what was said before:\n\n<question>\n(.*)$", re.MULTILINE)
TURN = re.compile(r"^Turn (\d+)( \(beyond the passages\))?$")
CLAIM = re.compile(r"^(\d+)\. (.*)$")
QUOTED = re.compile(r'^   source: "(.*)"$')
BEYOND, MENDED = "the price of", "exactly"


def _personas(asked: Asked, plan: Plan) -> dict[str, Any]:
    subject = listed(topics(asked.passages[0].text))
    wants = f"To learn about {subject}"
    return {"personas": [{"who": f"Somebody who looks after {subject}.", "wants": wants}, {"who": "A beginner.", "wants": wants}]}


def _outlined(asked: Asked, plan: Plan) -> dict[str, Any]:
    first = asked.passages[0]
    aspects = [listed(topics(sentence)) for sentence in sentences(first)]
    return {"subject": f"What {first.title} tells.", "aspects": aspects, "beyond": [f"{BEYOND} a licence"] if aspects else []}


def _asked(asked: Asked, plan: Plan) -> dict[str, Any]:
    wish = WISH.search(asked.page)
    assert wish
    aspects = ASPECT.findall(wish[1])
    turns = len(SAID.findall(asked.page)) // 2
    aspect, subject = aspects[turns % len(aspects)], SUBJECT.search(asked.page)
    assert subject
    wanted = f"{aspect} in {subject[1]}" if aspect.startswith(BEYOND) else f"stated in {subject[1]} on {aspect}"
    if not turns:
        return {"thought": "begin", "said": f"What is {wanted}?", "standalone": f"What is {wanted}?"}
    heard = FIRST_ASKED.search(asked.page)
    assert heard
    return {"thought": "go on", "said": "And what of it?", "standalone": f"Beside what is stated on {heard[1]}, what is {wanted}?"}


def _replied(asked: Asked, plan: Plan) -> dict[str, Any]:
    found = STANDALONE.search(asked.page)
    assert found
    shown = [(passage.number, one) for passage in asked.passages for one in sentences(passage)]
    said = next(((number, one) for number, one in shown if listed(topics(one)) in found[1]), None)
    if BEYOND not in found[1] and said:
        return {"derivation": "it is said", "answerable": "yes", "sentences": [_sentence(*said)]}
    missing = {"text": f"I cannot find {found[1].rpartition('what is ')[2].rstrip('?')}.", "quotes": [], "connective": True}
    nearest = said or shown[0]
    return {"derivation": "it is missing", "answerable": "no", "sentences": [missing, _sentence(*nearest)]}


def _criticised(asked: Asked, plan: Plan) -> dict[str, Any]:
    turns = _turns(asked)
    numbered = [claim for turn in turns for claim in turn["claims"]]
    checked = [
        {"sentence": number, "source_words": quotes[0], "reason": "said in these words", "standing": "supported"}
        for number, _, quotes in numbered
        if quotes
    ]
    follow_ups = [
        {"turn": number, "heard_alone": "what is it?", "needs_earlier": True, "same_question": True} for number in range(2, len(turns) + 1)
    ]
    first = turns[0]["said"]
    faulty = MENDED not in first and within(sha256(first.encode()).hexdigest(), plan.faulty)
    fault = {"words": first, "reason": "it can be read in two ways", "kind": "unclear", "remedy": "ask exactly"}
    return {"sentences": checked, "follow_ups": follow_ups, "faults": [fault] if faulty else []}


def _revised(asked: Asked, plan: Plan) -> dict[str, Any]:
    first = _turns(asked)[0]
    said = first["said"] if MENDED in first["said"] else first["said"].replace("What is", f"What {MENDED} is")
    kept = [
        {"text": text, "quotes": [{"passage": 1, "words": one} for one in quotes], "connective": False}
        for _, text, quotes in first["claims"]
    ]
    return {"changed": [{"turn": 1, "said": said, "standalone": said, "sentences": kept}]}


def _turns(asked: Asked) -> list[dict[str, Any]]:
    """The turns of the dialogue on the page."""
    turns: list[dict[str, Any]] = []
    for line in asked.page.split("\n"):
        if TURN.match(line):
            turns.append({"said": "", "claims": []})
        elif turns and line.startswith("Asker: "):
            turns[-1]["said"] = line.removeprefix("Asker: ")
        elif turns and (claim := CLAIM.match(line)):
            turns[-1]["claims"].append((int(claim[1]), claim[2], []))
        elif turns and (quoted := QUOTED.match(line)):
            turns[-1]["claims"][-1][2].append(quoted[1])
    return turns


def _said(text: str, quotes: list[str]) -> dict[str, Any]:
    return {"text": text, "quotes": [{"passage": 1, "words": one} for one in quotes], "connective": False}


def _sentence(number: int, quote: str) -> dict[str, Any]:
    return {"text": " ".join(quote.split()), "quotes": [{"passage": number, "words": quote}], "connective": False}


SEATS = {
    "WrittenPersonas": _personas,
    "WrittenOutline": _outlined,
    "AskedTurn": _asked,
    "RepliedTurn": _replied,
    "DialogueCriticism": _criticised,
    "RevisedDialogue": _revised,
}
