"""What the votes on a text come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.label.items import LabelledText, Unlabelled, Vote
from bookwright.curation.label.records import LabelRecord, LabelReject, LabelYield
from bookwright.curation.record import VersionOf

LABEL = "label"


def majority(votes: Sequence[Vote]) -> tuple[str, float]:
    """The label with the most votes and its share of them; of two with as many, the one that was given first."""
    label, count = Counter(vote.label for vote in votes).most_common(1)[0]
    return label, count / len(votes)


def entropy(votes: Sequence[Vote], labels: int) -> float:
    """The entropy of the votes over the most that so many votes on so many labels can have: from 0 where all agree to 1 where they are
    spread as evenly as they can be (vote entropy: Argamon-Engelson and Dagan 1999, whose divisor is the logarithm of the smaller number).
    """
    most = min(len(votes), labels)
    if most < 2:
        return 0.0
    shares = [count / len(votes) for count in Counter(vote.label for vote in votes).values()]
    return sum(-share * log(share) for share in shares) / log(most)


def counted(item: Unlabelled, votes: tuple[Vote, ...], needed: float, common: Mapping[str, Any]) -> LabelYield:
    """A record where the share of the votes that is `needed` is for one label, else a reject for people to decide on. `common` is what
    both say beside the votes."""
    label, share = majority(votes)
    text = LabelledText(text=item.shown.quote, label=label, votes=votes)
    by = ", ".join(dict.fromkeys(vote.by for vote in votes))
    told = {
        **common,
        "votes": votes,
        "majority": label,
        "agreement": share,
        "uncertainty": entropy(votes, len(item.scheme.labels)),
        "text_sha256": text.sha256,
        "made_by": by,
        "lineage": (VersionOf[LabelledText](draft=text, operator=LABEL, by=by),),
    }
    said = f"{share:.0%} of {len(votes)} votes are for {label}"
    if share < needed:
        detail = f"{said}; {needed:.0%} are needed, so people decide"
        return LabelYield(rejects=(LabelReject(**told, reason="votes:uncertain", detail=detail, text=text),))
    verdict = Verdict(decision=Decision.ACCEPT, reasons=(said,), by="votes", text_sha256=text.sha256)
    return LabelYield(records=(LabelRecord(**told, verdict=verdict, text=text.text, label=label),))
