"""Words that must be found nowhere: the key, a header's value, and what stands in the roles' prompts for the model alone.

The words of a source and of a draft stand in records, ledger and library rightly; the sentences of a system prompt do not. They are taken
from the prompt files, in stretches that look the same in JSON. The header is one that the client sends on the user's word.
"""

import re
from pathlib import Path

import bookwright.agents

KEY = "canary-key-4711-not-to-be-seen"
HEADER = "canary-header-4712-not-to-be-seen"
ENVIRONMENT = {"BOOKWRIGHT_API_KEY": KEY, "OPENAI_ORG_ID": HEADER}
CANARIES = 2
PLAIN = re.compile(r"[A-Za-z0-9 ,;:.()'-]{40,}")


def system_prompts() -> list[str]:
    """Stretches of every role's system prompt."""
    files = sorted(Path(bookwright.agents.__file__).parent.glob("*.md"))
    texts = [file.read_text(encoding="utf-8").partition("<!-- user -->")[0] for file in files]
    return [stretch.strip() for text in texts for stretch in PLAIN.findall(text)]


def leaks(folder: Path, words: list[str]) -> list[str]:
    """The files below the folder with one of the words in their bytes or their name."""
    needles = {word: word.encode() for word in (KEY, HEADER, *words)}
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes() + str(path.relative_to(folder)).encode()
        found += [f"{path.relative_to(folder)} holds {word!r}" for word, needle in needles.items() if needle in data]
    return found
