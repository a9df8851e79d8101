"""A role that breaks is told in one line, with its own file and line and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bookwright.agents.conformance import State, check_role
from bookwright.agents.registry import find_role

ROLE = """from bookwright.agents.role import PromptRole
from bookwright.agents.stage import Accepted
from bookwright.knowledge.document import Frozen


class Found(Frozen):
    words: list[str]


class Keywords(PromptRole[Accepted, Found, Found]):
    returns = Found

    def fields(self, item: Accepted) -> dict[str, str]:
        return {"text": item.texts["answer"]}

    def parse(self, item: Accepted, answer: Found) -> Found:
        return answer
"""
PROMPT = "<!-- system -->\nName the subject.\n<!-- user -->\n<text>\n{text}\n</text>\n"
RULES = """from bookwright.agents.stage import Accepted


class Keywords:
    def __call__(self, item: Accepted) -> dict[str, str]:
        return item.texts
"""

Written = Callable[[str, str | None], Callable[..., object]]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Writes the module of a role and its prompt; the role."""
    monkeypatch.syspath_prepend(str(tmp_path))
    module = f"stranger_{tmp_path.name}"

    def write(code: str, prompt: str | None) -> Callable[..., object]:
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        if prompt is not None:
            (tmp_path / f"{module}.md").write_text(prompt, encoding="utf-8")
        return find_role(f"{module}:Keywords")

    return write


@pytest.mark.parametrize(
    ("code", "prompt", "said"),
    [
        (ROLE.replace('["answer"]', '["text"]'), PROMPT, ("raised KeyError: 'text'", 14, "mend it there")),
        (
            ROLE.replace("return answer", "return answer.word"),
            PROMPT,
            ("raised AttributeError: 'Found' object has no", 17, "mend it there"),
        ),
        (
            ROLE.replace("    returns = Found\n", "    def __init__(self, chat):\n        raise LookupError(1)\n"),
            PROMPT,
            ("LookupError: 1", 12, "returns"),
        ),
        (ROLE, PROMPT.replace("{text}", "{page}"), ("differ in: page, text; give every {placeholder} a field", 10, "mend it there")),
        (
            ROLE.replace("    returns = Found\n", ""),
            PROMPT,
            ("cannot be made: AttributeError", 10, "in the class, as in `returns = Found`"),
        ),
        (ROLE.replace("PromptRole[Accepted, Found, Found]", "PromptRole"), PROMPT, ("Keywords: names no types", 10, "write down")),
        (ROLE, None, ("cannot be made: FileNotFoundError", 10, ".md beside the module")),
        (RULES, None, ("cannot be awaited", 4, "`async def`")),
    ],
)
def test_what_a_role_raises_is_one_failed_line(written: Written, code: str, prompt: str | None, said: tuple[str, int, str]) -> None:
    seen, line, remedy = said
    role = written(code, prompt)
    report = check_role(role)
    (finding,) = [one for one in report.findings if one.state is State.BROKEN]
    assert seen in finding.seen
    assert finding.seen.endswith(f"({role.__module__}.py, line {line})")
    assert remedy in finding.remedy
    assert "\n" not in finding.seen


def test_a_role_whose_sample_breaks_is_told_so(written: Written) -> None:
    role = written(ROLE + "\n    @staticmethod\n    def sample(text: str) -> Accepted:\n        return Accepted(id=text)\n", PROMPT)
    (finding,) = check_role(role).findings
    assert finding.seen.startswith("raised ValidationError: ")
    assert finding.seen.endswith(f"({role.__module__}.py, line 21)")
