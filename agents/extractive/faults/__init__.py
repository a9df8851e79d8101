"""What is wrong with a draft, as far as rules can tell."""

from bookwright.agents.extractive.faults.answer import answer_faults
from bookwright.agents.extractive.faults.pair import pair_faults
from bookwright.agents.extractive.faults.question import question_faults
from bookwright.agents.items import Fault, Submission


def faults_of(submission: Submission) -> tuple[Fault, ...]:
    """Every fault of the draft, each quoting the words it objects to."""
    return (*question_faults(submission), *answer_faults(submission), *pair_faults(submission))
