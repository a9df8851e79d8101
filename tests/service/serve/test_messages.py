"""The assistant that is spoken to as to a chat."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bookwright.service.serve.assistants.assistant import Finished, Job
from bookwright.service.serve.assistants.messages import MessagesAssistant, MessagesInput
from tests.service.conftest import PROSE, Silent


def answered(folder: Path, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages that come back."""
    job = Job(assistant="qa-messages", input={"messages": messages}, folder=folder / "qa-messages", uploads={})
    made = MessagesAssistant().work(job, Silent())
    assert isinstance(made, Finished)
    return list(made.values["messages"])


def test_the_texts_of_the_user_become_records_in_the_last_message(tmp_path: Path) -> None:
    asked = [{"role": "system", "content": "A bicycle is a vehicle with two wheels."}, {"type": "human", "content": PROSE, "id": "1"}]
    messages = answered(tmp_path, asked)
    assert [message["role"] for message in messages] == ["system", "human", "assistant"]
    records = json.loads(messages[-1]["content"])
    assert records
    for record in records:
        assert set(record) == {"question", "answer", "sources"}
        assert all(quote in " ".join(PROSE.split()) for quote in record["sources"])
    assert answered(tmp_path, asked) == messages
    assert len(answered(tmp_path, [*asked, {"role": "user", "content": "# Wheels\n\nA wheel is a disc that turns on an axle.\n"}])) == 4


@pytest.mark.parametrize(
    "messages", [[], [{"role": "assistant", "content": PROSE}], [{"role": "user", "content": " \n"}], [{"content": ""}]]
)
def test_messages_without_a_text_of_the_user_are_refused(messages: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError, match="none of them is of a user"):
        MessagesInput.model_validate({"messages": messages})
