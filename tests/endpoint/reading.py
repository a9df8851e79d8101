"""A request as the endpoint reads it: whose seat it is, the passages and the draft shown, and what is wanted."""

import re
from dataclasses import dataclass
from typing import Any

PASSAGE = re.compile(r'<passage number="(\d+)" document="([^"]*)" section="[^"]*"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
DRAFT = re.compile(r"<draft(?: number=\"\d+\")?>\nQuestion \((\w+)\): (.*?)\n[^\n]*\n(.*?)\n?</draft>", re.DOTALL)
LINE = re.compile(r"\n(?=\d+\. |   source: |Words given as a quote)")
QUESTION = re.compile(r"<question>\n(.*?)\n</question>", re.DOTALL)
REFERENCE = re.compile(r"<reference>\n(.*?)\n</reference>", re.DOTALL)
ANSWER = re.compile(r'<answer (?:place|number)="\w+">\n(.*?)\n</answer>', re.DOTALL)
WANTED = re.compile(r"Write up to (\d+) ")


@dataclass(frozen=True)
class ShownPassage:
    """A passage as it stands in the prompt."""

    number: int
    title: str
    text: str


@dataclass(frozen=True)
class ShownClaim:
    """A sentence of the draft with the source words under it."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class ShownDraft:
    """The draft as it stands in the prompt."""

    kind: str
    question: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True)
class Asked:
    """One request. `question` is one that stands alone, `reference` and `answers` are what is compared; `page` is all of it."""

    seat: str
    schema: dict[str, Any]
    by_tool: bool
    passages: tuple[ShownPassage, ...]
    drafts: tuple[ShownDraft, ...]
    answers: tuple[str, ...]
    wanted: int
    page: str
    question: str = ""
    reference: str = ""
    model: str = ""

    @property
    def draft(self) -> ShownDraft | None:
        """The first of the drafts, the only one for most seats."""
        return self.drafts[0] if self.drafts else None


def read(body: dict[str, Any]) -> Asked:
    """The request behind a chat-completions body; the seat is the name of the schema, or of the tool, that is asked for."""
    text = "\n".join(str(message.get("content") or "") for message in body["messages"])
    wanted = WANTED.search(text)
    seat, schema, by_tool = _schema(body)
    return Asked(
        seat=seat,
        schema=schema,
        by_tool=by_tool,
        passages=tuple(ShownPassage(int(number), title, words) for number, title, words in PASSAGE.findall(text)),
        drafts=tuple(_draft(*found.groups()) for found in DRAFT.finditer(text)),
        answers=tuple(ANSWER.findall(text)),
        wanted=int(wanted[1]) if wanted else 1,
        page=text,
        question=_only(QUESTION, text),
        reference=_only(REFERENCE, text),
        model=str(body.get("model", "")),
    )


def _only(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _schema(body: dict[str, Any]) -> tuple[str, dict[str, Any], bool]:
    if wrapped := (body.get("response_format") or {}).get("json_schema"):
        return wrapped["name"], wrapped["schema"], False
    if body.get("tools"):
        function = body["tools"][0]["function"]
        return function["name"], function["parameters"], True
    return "", {}, False


def _draft(kind: str, question: str, sentences: str) -> ShownDraft:
    claims: list[ShownClaim] = []
    for line in LINE.split("\n" + sentences):
        if numbered := re.match(r"\d+\. (.*)", line, re.DOTALL):
            claims.append(ShownClaim(numbered[1], ()))
        elif claims and (quoted := re.match(r'   source: "(.*)"', line, re.DOTALL)):
            claims[-1] = ShownClaim(claims[-1].text, (*claims[-1].quotes, quoted[1]))
    return ShownDraft(kind, question, tuple(claims))
