"""Files made to hurt their reader: each ends as one line, and the process that asked for them hardly grows."""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

PROSE = "<p>" + "A plain sentence that any reader of books can follow with ease. " * 10 + "</p>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
CONTAINER = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"
ITEM = "<item id='p' href='p.xhtml' media-type='application/xhtml+xml'/>"
PACKAGE = f"<package><manifest>{ITEM}</manifest><spine><itemref idref='p'/></spine></package>"

RUN = """
import json, pathlib, resource, sys
from bookwright.knowledge.exchange import ParseLimits
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sources import list_files
files = list_files([pathlib.Path(sys.argv[1])])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
outcomes = read_documents(files, limits=ParseLimits(seconds=1))
found = {file.name: str(outcome) if isinstance(outcome, Exception) else None for file, outcome in outcomes}
print(json.dumps({"found": found, "grown": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}))
"""


def zipped(members: dict[str, bytes | tuple[bytes, int]]) -> bytes:
    """An archive; a member given as (piece, times) is that piece so many times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            piece, times = content if isinstance(content, tuple) else (content, 1)
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(times):
                    member.write(piece)
    return out.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of bare objects without a cross-reference table, which readers rebuild."""
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + numbered + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def nested_filters() -> bytes:
    """A page whose content unpacks to 100 MB, twice deflated."""
    once = zlib.compressobj(1)
    inner = b"".join(once.compress(b" " * 1_000_000) for _ in range(100)) + once.flush()
    stream = zlib.compress(inner)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(stream)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
        head + stream + b"\nendstream",
    )


MB = 1_000_000
BOMBS: dict[str, Callable[[], bytes]] = {
    "zip.docx": lambda: zipped({"word/document.xml": (b" " * MB, 310), "[Content_Types].xml": b"<Types/>"}),
    "zip.epub": lambda: zipped(
        {"META-INF/container.xml": CONTAINER.encode(), "b.opf": PACKAGE.encode(), "p.xhtml": (b"<p>a b</p>" * 100_000, 150)}
    ),
    "entities.epub": lambda: zipped({"META-INF/container.xml": f"{LAUGHS}<x>&a11;</x>".encode(), "b.opf": PACKAGE.encode()}),
    "entities.html": lambda: b"<?xml version='1.0'?>" + LAUGHS.encode() + b"<html xmlns='http://www.w3.org/1999/xhtml'>&a11;</html>",
    "deep.html": lambda: b"<html>" + b"<div>" * 300_000 + b"deep",
    "deep_lists.html": lambda: b"<html>" + b"<ul><li>" * 100_000 + b"deep",
    "many_tags.html": lambda: b"<html>" + b"<b></b>" * 500_000 + b"<p>a" * 51_000,
    "deep_quotes.md": lambda: b">" * 200_000 + b" deep",
    "deep_lists.md": lambda: b"".join(b" " * (2 * depth) + b"- item\n" for depth in range(400)),
    "brackets.md": lambda: b"[" * 20_000 + b"](" * 20_000,
    "many_items.md": lambda: b"- a b c\n" * 60_000,
    "long_line.txt": lambda: b"word " * (3 * MB),
    "long_word.txt": lambda: b"x" * (9 * MB),
    "aliases.md": lambda: (
        b"---\na: &a [x, x]\n"
        + b"".join(b"b%d: &b%d [*%s, *%s]\n" % (n, n, b"a" if n == 0 else b"b%d" % (n - 1), b"a") for n in range(40))
        + b"---\n"
    ),
    "filters.pdf": nested_filters,
    "loop.pdf": lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 99999999 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"),
    "objects.pdf": lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>", *[b"[ 1 0 R ]"] * 100_000),
    "empty.pdf": lambda: b"",
    "liar.pdf": lambda: b"<!DOCTYPE html><html>" + PROSE.encode(),
    "noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
}


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")
def test_no_bomb_takes_the_run_down_or_makes_its_process_grow(tmp_path: Path) -> None:
    for name, make in BOMBS.items():
        (tmp_path / name).write_bytes(make())
    (tmp_path / "zz_good.html").write_text(f"<html>{PROSE}", encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", RUN, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120)
    result = json.loads(run.stdout)
    assert set(result["found"]) == {*BOMBS, "zz_good.html"}
    assert result["found"].pop("zz_good.html") is None
    assert {name: line for name, line in result["found"].items() if not (line or "").startswith(name)} == {}
    assert not any("Traceback" in line for line in result["found"].values())
    assert result["grown"] < 50
