"""Whether a record ships what was judged, found out from its row alone.

What was judged is a version of its lineage (of a glossary's term one of the section that it was judged within) or, where it is made of
several versions, texts of the record itself as they follow each other there. Its canonical JSON has the hash that the verdict is bound to.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

READ = ("question", "answer", "instruction", "input", "output", "reasoning", "text", "label", "name", "definition", "messages")
"""The fields that a trainer reads, of all kinds."""
PAIR = ("chosen", "rejected")
ASIDE = ("evidence", "unlocated")
LABELS = re.compile(r"\b(?:Question|Answer|python)\b")
WORD = re.compile(r"\w")

Row = Mapping[str, Any]


def drafts_of(record: Row) -> dict[str, Row]:
    """The versions of the lineage by the hash of their canonical JSON."""
    return {_sha256(version["draft"]): version["draft"] for version in record["lineage"]}


def unlike_judged(record: Row, elsewhere: Mapping[str, Row]) -> list[str]:
    """What ships otherwise than it was judged; `elsewhere` are the versions of all records of the run, by their hashes."""
    bound = record["text_sha256"]
    own = drafts_of(record)
    draft = own.get(bound) or (None if own else elsewhere.get(bound))
    if draft is not None:
        faults = [*_added(record, draft), *(_lost(record, draft) if own else ())]
        return [f"{fault} is not what was judged" for fault in faults]
    if not _is_of_the_record(record):
        return ["no version and no words of the record have the hash of what was judged"]
    said = {text for draft in own.values() for text in _strings(draft)}
    return [f"{name} is no version of the lineage" for name in PAIR if record.get(name) and record[name] not in said]


def _added(record: Row, draft: Row) -> Iterator[str]:
    """The fields for a trainer that say more than the draft."""
    said = sorted(filter(str.strip, set(_strings(draft))), key=len, reverse=True)
    for name, texts in _read(record).items():
        if any(WORD.search(LABELS.sub("", _without(said, text))) for text in texts):
            yield name


def _lost(record: Row, draft: Row) -> Iterator[str]:
    """What the draft says and the record does not: words, pieces of evidence, or, where a field is told in sentences, one of them."""
    texts = [text for texts in _read(record).values() for text in texts]
    for sentences in _claims(draft):
        if any(one in text for one in sentences for text in texts) and not any(" ".join(sentences) in text for text in texts):
            yield f"the text without all of {sentences}"
    names = record.keys() - {"lineage", "critiques", "verdict", *ASIDE}
    shipped = {text for name in names for text in _strings(record[name])}
    yield from (f"without {text!r} the record" for text in _strings(draft) if text and text not in shipped)
    evidence = draft.get("evidence") or []
    pieces = evidence if isinstance(evidence, list) else [evidence]
    yield from (f"without {piece} the record" for piece in pieces if piece not in record["evidence"])


def _read(record: Row) -> dict[str, list[str]]:
    """The texts for a trainer by their fields; of messages what is said, not by whom."""
    found = {name: list(_strings(record[name])) for name in READ if name in record}
    return {name: texts[1::2] if name == "messages" else texts for name, texts in found.items()}


def _without(said: list[str], text: str) -> str:
    for one in said:
        text = text.replace(one, "")
    return text


def _is_of_the_record(record: Row) -> bool:
    """Whether texts of the record that follow each other have the hash."""
    texts = [(name, value) for name, value in record.items() if isinstance(value, str)]
    runs = (dict(texts[first:last]) for first in range(len(texts)) for last in range(first + 1, len(texts) + 1))
    return any(_sha256(run) == record["text_sha256"] for run in runs)


def _strings(value: Any) -> Iterator[str]:
    """Every text inside, but for evidence."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ASIDE:
                yield from _strings(one)


def _claims(value: Any) -> Iterator[list[str]]:
    """Every list of sentences inside that name their evidence."""
    if isinstance(value, list):
        if value and all(isinstance(one, dict) and "connective" in one for one in value):
            yield [one["text"] for one in value]
        else:
            for one in value:
                yield from _claims(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _claims(one)


def _sha256(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value)).hexdigest()
