"""Prompts: two parts, filled in one pass, nothing missing and nothing over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.chat import Message
from bookwright.agents.prompt import Prompt

LAYOUT = '<!-- system -->\nYou are {who}.\n<!-- user -->\n{passages}\n\nReply as {who}, in JSON such as {"a": [1]} or {}.\n'


@pytest.fixture
def prompt(tmp_path: Path) -> Prompt:
    path = tmp_path / "role.md"
    path.write_text(LAYOUT, encoding="utf-8")
    return Prompt.load(path)


def test_a_prompt_has_a_system_part_and_a_user_part(prompt: Prompt) -> None:
    assert prompt.messages({"who": "a critic", "passages": "P"}) == (
        Message(role="system", content="You are a critic."),
        Message(role="user", content='P\n\nReply as a critic, in JSON such as {"a": [1]} or {}.'),
    )


@pytest.mark.parametrize("text", ["no marks", "<!-- system -->\nonly", "<!-- user -->\nonly"])
def test_a_file_without_both_parts_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.md"):
        Prompt.load(path)


def test_the_hash_changes_with_any_character(tmp_path: Path, prompt: Prompt) -> None:
    path = tmp_path / "role.md"
    path.write_text(LAYOUT + " ", encoding="utf-8")
    assert Prompt.load(path).sha256 != prompt.sha256


def test_a_placeholder_without_a_value_is_refused_by_name(prompt: Prompt) -> None:
    with pytest.raises(ValueError, match="passages"):
        prompt.messages({"who": "a critic"})


def test_a_value_without_a_placeholder_is_refused_by_name(prompt: Prompt) -> None:
    with pytest.raises(ValueError, match="rubric"):
        prompt.messages({"who": "a critic", "passages": "P", "rubric": "R"})


@given(st.text(alphabet="{}\\g<0>whopassages% $", max_size=40))
def test_braces_and_backslashes_in_a_value_come_through_untouched(value: str) -> None:
    prompt = Prompt(system="{who}", user="{who}{passages}", sha256="")
    system, user = prompt.messages({"who": value, "passages": "{who}"})
    assert (system.content, user.content) == (value, value + "{who}")
