"""Items for the suite: of each kind that a seat takes, one that is made from the text of a document."""

from collections.abc import Callable
from typing import Any

from bookwright.agents.conformance.book_samples import BOOK_SAMPLES
from bookwright.agents.conformance.recipe_samples import RECIPE_SAMPLES
from bookwright.agents.conformance.text import evidence_of, passage_of, shown_fact
from bookwright.agents.inquiry import Inquiry, Likening
from bookwright.agents.items import Brief, Claim, Draft, Fault, FaultKind, Panel, QuestionKind, Revision, Submission
from bookwright.agents.label.items import Unlabelled
from bookwright.agents.label.scheme import Scheme
from bookwright.agents.stage import Accepted
from bookwright.errors import InputError
from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.evidence import Evidence

Sample = Callable[[str], Any]
"""From the text of a document to an item."""


def sample_of(kind: Any, role: object) -> Sample:
    """How to make an item of a kind: the role's own `sample`, else the suite's. InputError where there is neither."""
    own = getattr(role, "sample", None)
    if callable(own):
        found: Sample = own
        return found
    if kind not in (known := SAMPLES | BOOK_SAMPLES | RECIPE_SAMPLES):
        name = getattr(kind, "__name__", kind)
        raise InputError(
            f"no item of the kind {name} is known here; give the role `sample`, a function from the text of a document to an item"
        )
    return known[kind]


def _brief(text: str) -> Brief:
    passage = passage_of(text)
    return Brief(passages=(passage,), titles={passage.document_id: "The plant"}, language="en")


def _draft(text: str) -> Draft:
    """The question carries the text on, as a draft whose writer was led astray by it would."""
    claim = Claim(text=shown_fact(text), evidence=(0,))
    question = f"At what pressure does the valve open of which it is said: {text}"
    return Draft(question=question, kind=QuestionKind.FACT, claims=(claim,), evidence=(evidence_of(text),))


def _submission(text: str) -> Submission:
    return Submission(brief=_brief(text), draft=_draft(text))


def _fault(text: str) -> Fault:
    return Fault(kind=FaultKind.UNCLEAR, quote=shown_fact(text), reason=f"it leaves open which valve is meant: {text}")


def _accepted(text: str) -> Accepted:
    """A record of `qa`."""
    texts = {"question": _draft(text).question, "answer": text}
    return Accepted(id="1", kind="qa", language="en", texts=texts, evidence=(evidence_of(text),))


def _unlabelled(text: str) -> Unlabelled:
    """The label that the suite's chat will give is one of the scheme's."""
    scheme = Scheme(asks="What is the text about?", labels={shown_fact(text): "a valve", "other": "something else"})
    whole = Evidence(document_id=text_sha256(text), start=0, end=len(text), quote=text)
    return Unlabelled(id="1", shown=whole, scheme=scheme, language="en")


SAMPLES: dict[Any, Sample] = {
    Brief: _brief,
    Submission: _submission,
    Panel: lambda text: Panel(brief=_brief(text), drafts=(_draft(text),)),
    Revision: lambda text: Revision(submission=_submission(text), faults=(_fault(text),)),
    Inquiry: lambda text: Inquiry(question="At what pressure does the valve open?", language="en", brief=_brief(text)),
    Likening: lambda text: Likening(question="At what pressure does it open?", reference=shown_fact(text), answers=(text,)),
    Accepted: _accepted,
    Unlabelled: _unlabelled,
}
