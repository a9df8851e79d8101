"""A program as it stands in a reply or a recorded solution."""

import re

FENCED = re.compile(r"^[ \t]*```[ \t]*(?:python3?|py)?[ \t]*\n(.*?)^[ \t]*```", re.DOTALL | re.MULTILINE | re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """The words before the last fenced program, and that program; a text without a fence is all program."""
    found = list(FENCED.finditer(text))
    return (text[: found[-1].start()].strip(), found[-1][1].strip("\n")) if found else ("", text.strip("\n"))
