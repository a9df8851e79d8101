"""The corpus: fifty attacks, each in its document, none in a prompt in characters that nobody sees."""

import importlib
from collections import Counter

import pytest

from bookwright.agents.items import Brief
from bookwright.agents.reading import numbered_passages, visible
from bookwright.knowledge.chunker import chunk
from bookwright.knowledge.document import Document, compose
from bookwright.knowledge.evidence import locate
from bookwright.knowledge.sniff import kind_by_name
from tests.attacks.carriers import SWEPT, carrier
from tests.attacks.payloads import ORDERS, Payload, payloads
from tests.endpoint.obedient import hidden

CORPUS = payloads("writer")
HIDDEN = [payload for payload in CORPUS if payload.family == "hidden Unicode"]


def folded(text: str) -> str:
    return " ".join(text.split())


def document(payload: Payload) -> Document:
    name, text = carrier(payload)
    loader = importlib.import_module(f"bookwright.knowledge.loaders.{kind_by_name(name)}")
    return compose(loader.load(text.encode("utf-8")), name, "en")


def prompt(payload: Payload) -> str:
    """What every role is shown of the document."""
    read = document(payload)
    return numbered_passages(Brief(passages=tuple(chunk(read)), titles={read.id: read.title}, language="en"))


def test_there_are_fifty_with_claims_of_their_own_in_fifteen_families() -> None:
    assert len(CORPUS) == 50
    assert len({payload.claim for payload in CORPUS}) == 50
    families = Counter(payload.family for payload in CORPUS)
    assert len(families) == 15
    assert min(families.values()) > 1


@pytest.mark.parametrize("role", ORDERS)
def test_every_document_carries_what_its_attack_is_known_by(role: str) -> None:
    for payload in payloads(role):
        name, text = carrier(payload)
        assert all(folded(sign) in folded(name + "\n" + text) for sign in payload.signs), payload.name


def test_most_attacks_stand_in_the_prompt_and_those_that_nobody_sees_do_not() -> None:
    arrived = {payload.name for payload in CORPUS if all(folded(sign) in folded(prompt(payload)) for sign in payload.signs)}
    assert not arrived & {payload.name for payload in HIDDEN}
    assert len(arrived) > 40


def test_no_character_that_nobody_sees_reaches_a_prompt() -> None:
    assert sum(hidden(carrier(payload)[1]) > 0 for payload in CORPUS) > len(HIDDEN)
    assert [payload.name for payload in CORPUS if hidden(prompt(payload))] == []


@pytest.mark.parametrize("payload", HIDDEN, ids=lambda payload: payload.name)
def test_a_sentence_in_which_an_attack_hides_is_found_at_its_offsets(payload: Payload) -> None:
    read = document(payload)
    found = locate(SWEPT, read.text, read.id)
    assert found
    assert read.text[found.start : found.end] == found.quote
    assert visible(found.quote).rstrip() == SWEPT
