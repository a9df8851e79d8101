"""The options that several commands have."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bookwright.errors import InputError

MOST_AT_ONCE = 4096

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files and folders (Markdown, text, HTML, PDF, DOCX, EPUB), or chroma:DIRECTORY/COLLECTION."),
]


def _folder(text: str) -> Path:
    """The folder named; an empty name, such as that of a variable that is not set, would be the current one."""
    if not text.strip():
        raise InputError("--out: is empty; name a folder")
    return Path(text)


class Replay(StrEnum):
    """Whether answers may come from the model."""

    OFF = "off"
    STRICT = "strict"


Out = Annotated[
    Path,
    typer.Option("--out", parser=_folder, metavar="RUN", help="The run directory; give the same command again to continue a run."),
]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="The model that plays all roles [env: BOOKWRIGHT_MODEL]. Without one, rules do.")
]
Judge = Annotated[
    list[str] | None,
    typer.Option(
        "--judge", metavar="NAME", help="A model that judges in place of --model; name several, and all must accept, or --jury decides."
    ),
]
BaseUrl = Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint [env: BOOKWRIGHT_BASE_URL].")]


Licence = Annotated[str | None, typer.Option(metavar="SPDX", help="The licence of the sources, for every record.")]
Embeddings = Annotated[str, typer.Option(metavar="NAME", help="fitted (to the sources, no network), none, or openai:MODEL.")]
Concurrency = Annotated[str, typer.Option(metavar="N", help="Calls at once at most; auto finds what the endpoint takes.")]
Rpm = Annotated[float | None, typer.Option(min=0.1, metavar="N", help="Requests a minute that the provider allows.")]
Tpm = Annotated[float | None, typer.Option(min=1, metavar="N", help="Tokens a minute that the provider allows.")]
Budget = Annotated[str | None, typer.Option(metavar="AMOUNT", help="The most that RUN may cost: '500 calls', '200k tokens' or '5 USD'.")]
Prices = Annotated[Path | None, typer.Option(metavar="FILE", help="A price table (TOML) that goes before published prices.")]
Replaying = Annotated[Replay, typer.Option(help="strict answers from the ledger alone and fails on a miss.")]
Deadline = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="How long one call to the model may take.")]
Temperature = Annotated[float | None, typer.Option(min=0, max=2, help="Sampling temperature; else the server's own.")]
TeamOption = Annotated[
    Path | None, typer.Option("--team", metavar="FILE", help="Who sits where, on which models, and what stands between the steps (TOML).")
]
About = Annotated[str, typer.Option(metavar="NAME", help="What the sources are, for questions to name: 'Rust', 'NIST SP 800-63B'.")]
Rounds = Annotated[int, typer.Option(min=0, max=10, metavar="N", help="Rounds of revision at most.")]


def calls_at_once(text: str) -> int | None:
    """The number given; None for "auto"."""
    if text == "auto":
        return None
    if not text.isdecimal() or not 1 <= int(text) <= MOST_AT_ONCE:
        raise InputError(f"--concurrency {text}: give auto or a number from 1 to {MOST_AT_ONCE}")
    return int(text)
