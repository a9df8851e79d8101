"""What every loader promises, whatever it is given."""

import importlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.errors import DocumentError
from bookwright.knowledge.document import Parsed, compose, text_sha256
from bookwright.knowledge.sniff import ENDINGS

LOADERS = {kind: importlib.import_module(f"bookwright.knowledge.loaders.{kind}") for kind in ENDINGS}
HEADS = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "epub": b"PK\x03\x04"}
MARKUP = st.text(alphabet="ab1 \n\t#*_`[]()<>!|-=:{}%&;.\\/\"'^~\u00ad\ufeff\u200b\ud800é中", max_size=200)


def check(parsed: Parsed) -> None:
    """Every span cuts its block's own text out of the canonical text, and the name is that text's hash."""
    document = compose(parsed, "a/b.x", "en")
    texts = [document.text[span.start : span.end] for span in document.spans]
    assert document.id == text_sha256(document.text)
    assert texts == [
        block.text.strip("\n") if block.kind.value in ("code", "table") else block.text.strip()
        for block in parsed.blocks
        if block.text.strip()
    ]
    assert all(before.end < after.start for before, after in zip(document.spans, document.spans[1:], strict=False))


@given(data=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", sorted(LOADERS))
def test_arbitrary_bytes_are_read_or_refused(kind: str, data: bytes) -> None:
    with suppress(DocumentError):
        check(LOADERS[kind].load(HEADS.get(kind, b"") + data))


@given(text=MARKUP)
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("kind", ["html", "markdown", "plain"])
def test_arbitrary_markup_keeps_the_promise_of_offsets(kind: str, text: str) -> None:
    check(LOADERS[kind].load(text.encode("utf-8", "surrogatepass")))


@given(text=MARKUP)
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("kind", ["html", "markdown", "plain"])
def test_running_text_is_one_line_of_seen_characters(kind: str, text: str) -> None:
    for block in LOADERS[kind].load(text.encode("utf-8", "surrogatepass")).blocks:
        if block.kind.value not in ("code", "table"):
            assert block.text == " ".join(block.text.split())
        assert not set(block.text) & {"\u00ad", "\ufeff", "\u200b", "\ud800", "\r"}
