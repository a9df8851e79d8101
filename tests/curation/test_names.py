"""The names gate: an answer names what its source names, by its name, its initials or another form of it."""

import pytest

from bookwright.agents.items import Submission
from bookwright.curation.gates.names import names
from tests.curation.conftest import submit

SOURCE = (
    "Unlike Graphite, Prometheus stores labels. The Alertmanager was written by John Smith of the Digital Markets Office (DMO) in France. "
    "Set `scrape_interval` with --config.file, or call read_all() in the WebSocket layer of the National Data Agency."
)
TURNED = [
    "Unlike Graphite, Alertmanager stores labels.",
    "The tool was written by Linus Torvalds.",
    "Set `evaluation_interval` in the layer.",
    "It is run by NASA.",
    "It sits in the HttpServer layer.",
]
SOUND = [
    "Prometheus stores labels.",
    "It was written by J. Smith.",
    "Mr Smith wrote it at the DMO.",
    "The NDA has a WebSocket layer.",
    "Digitally, the Smiths wrote it.",
    "Set scrape_interval, or call read_all.",
    "Labels are what Prometheus's storage keeps.",
    "Yes. Labels are stored.",
    "It says: Labels are stored in May, on a Monday.",
]


@pytest.mark.parametrize("answer", TURNED)
def test_a_name_that_is_not_the_sources_there_is_a_fault(answer: str) -> None:
    (fault,) = names(submit(SOURCE, answer))
    assert (fault.kind, fault.quote) == ("name_mismatch", answer)


@pytest.mark.parametrize("answer", SOUND)
def test_a_name_in_another_form_and_a_capital_that_is_no_name_pass(answer: str) -> None:
    assert names(submit(SOURCE, answer)) == ()


def test_a_name_of_a_title_or_of_the_question_may_be_used(sound: Submission) -> None:
    assert names(submit("It used heavy water.", "The Halden plant used heavy water.", "What did the Oslo team find?")) == ()
    assert names(submit("It used heavy water.", "The Oslo team used heavy water.", "What did the Oslo team find?")) == ()


def test_a_name_put_before_what_the_source_says_is_no_exchange() -> None:
    source = "Sponsorship from an organization will not be matched by the Matching Fund and its Sponsors."
    answer = "Under the Additional Terms, sponsorship from an organization will not be matched by the Matching Fund."
    assert names(submit(source, answer, "What do the Additional Terms say of the Matching Fund?")) == ()


def test_nouns_with_a_capital_are_no_names_in_german() -> None:
    assert names(submit("Der Reaktor lief.", "Der Reaktor lief im Sommer mit Wasser.", language="de")) == ()


def test_code_with_underscores_is_known_where_it_stands_letter_by_letter() -> None:
    source = "The series `api_http_requests_total` has the label `__name__`, and a rate follows the pattern `A_per_B`."
    told = "Such a rate is named by A_per_B; requests are counted in api_http_requests_total, whose label is __name__."
    assert names(submit(source, told)) == ()
    assert names(submit(source, told.replace("api_http_requests_total", "api_http_requests")))
