"""The page of a Q&A run."""

from collections.abc import Sequence

from bookwright.service.page.grid import grid_section
from bookwright.service.page.opinions import answering_section, critic_section
from bookwright.service.page.records import Exhibit, look_first_section
from bookwright.service.page.sections import (
    cards,
    citations_section,
    files_section,
    judge_section,
    limits,
    rejects_section,
    run_section,
    selftest_section,
)
from bookwright.service.page.whole import whole_page
from bookwright.service.reported import Reported


def page_of(told: Reported, exhibits: Sequence[Exhibit]) -> str:
    """The whole page."""
    sections = {
        "limits": ("Limits", limits()),
        "run": ("Run", run_section(told)),
        "rejects": ("Rejects", rejects_section(told.rejected)),
        "grid": ("Grid", grid_section(told.run.figures)),
        "citations": ("Citations", citations_section(told.figures)),
        "critic": ("Critic", critic_section(told.opinions.criticism)),
        "judge": ("Judge", judge_section(told)),
        "answering": ("Answering", answering_section(told.opinions.answered)),
        "selftest": ("Self-test", selftest_section(told)),
        "look": ("Look first", look_first_section(exhibits)),
        "files": ("Files", files_section()),
    }
    return whole_page(told.name, told.unfinished, cards(told), sections)
