"""The translator by itself, and in a run."""

import asyncio

from bookwright_translator.translator import Translator

from bookwright.agents.chat import Reply, Request
from bookwright.agents.conformance import check_role
from bookwright.agents.registry import find_role
from bookwright.agents.stage import Accepted


class Dictionary:
    """A chat that knows one sentence."""

    name = "dictionary"

    async def ask(self, request: Request) -> Reply:
        assert "Translate each text into French." in request.messages[1].content
        return Reply(text='{"translations": ["Qu\\u2019est-ce ?", "Une vanne."]}')


def test_it_is_found_and_keeps_what_every_role_promises() -> None:
    assert find_role("translator") is Translator
    report = check_role(Translator)
    assert report.passed, report.in_words()


def test_the_texts_are_translated_by_the_names_of_their_fields() -> None:
    item = Accepted(id="1", kind="qa", language="en", texts={"question": "What is it?", "answer": "A valve."}, evidence=())
    found = asyncio.run(Translator(Dictionary(), language="French")(item))
    assert (found.language, found.texts) == ("French", {"question": "Qu\u2019est-ce ?", "answer": "Une vanne."})
