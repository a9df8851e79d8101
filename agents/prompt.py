"""A prompt: a Markdown file beside its role, with a system part and a user part."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from bookwright.agents.chat import Message
from bookwright.knowledge.document import Frozen, text_sha256

SYSTEM_MARK = "<!-- system -->"
USER_MARK = "<!-- user -->"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Prompt(Frozen):
    """The two parts of a prompt file. Placeholders are `{name}`, lower case; all other braces stay as they are."""

    system: str
    user: str
    sha256: str

    @classmethod
    def load(cls, path: Path) -> "Prompt":
        """Reads a prompt file: the text after the system mark, then the text after the user mark. ValueError if a mark is missing."""
        text = path.read_text(encoding="utf-8")
        if SYSTEM_MARK not in text or USER_MARK not in text:
            raise ValueError(f"{path.name}: a prompt file has a part {SYSTEM_MARK} and a part {USER_MARK}")
        system, user = text.split(SYSTEM_MARK, 1)[1].split(USER_MARK, 1)
        return cls(system=system.strip(), user=user.strip(), sha256=text_sha256(text))

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The names that a call must fill."""
        return frozenset(PLACEHOLDER.findall(self.system + self.user))

    def messages(self, fields: Mapping[str, str]) -> tuple[Message, ...]:
        """The two messages with every placeholder filled in one pass, so braces inside a value stay untouched.

        ValueError names the placeholders without a value and the values without a placeholder.
        """
        if self.placeholders != set(fields):
            odd = ", ".join(sorted(self.placeholders ^ set(fields)))
            raise ValueError(
                f"the prompt's placeholders and the role's fields differ in: {odd}; give every {{placeholder}} a field of its name"
            )
        return tuple(
            Message(role=role, content=PLACEHOLDER.sub(lambda match: fields[match[1]], part))
            for role, part in (("system", self.system), ("user", self.user))
        )
