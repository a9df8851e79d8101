"""Agreement in figures: between labellers, and of labellers and their majority with the right labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pydantic import JsonValue

from bookwright.curation.agreement import cohen_kappa, krippendorff_alpha
from bookwright.curation.label.counted import Counted


def figures_of(texts: Sequence[Counted]) -> dict[str, JsonValue]:
    """How many texts have each label, alpha over all votes, each labeller's labels, each pair's kappa; where people decided, how often as
    the votes did; where the right labels are known, how often each labeller and the majority had them, and that by the share of the votes
    that agreed."""
    votes = [list(text.votes.values()) for text in texts]
    figures: dict[str, JsonValue] = {
        "labels": dict(sorted(Counter(text.label for text in texts if text.label).items())),
        "alpha": _rounded(krippendorff_alpha(votes)),
        "alpha_texts": sum(len(given) > 1 for given in votes),
        "labellers": list(_labellers(texts)),
        "kappa": list(_kappas(texts)),
    }
    decided = [text for text in texts if text.people]
    if decided:
        figures["people"] = {"texts": len(decided), "as_the_votes": sum(text.label == text.majority for text in decided)}
        figures["alpha_people"] = _rounded(krippendorff_alpha([list(text.people.values()) for text in decided]))
    known = [text for text in texts if text.gold]
    if known:
        figures["gold"] = {
            "texts": len(known),
            "majority_right": sum(text.majority == text.gold for text in known),
            "shipped": sum(bool(text.label) for text in known),
            "shipped_right": sum(text.label == text.gold for text in known),
        }
        figures["calibration"] = list(_calibration(known))
    return figures


def _names(texts: Iterable[Counted]) -> list[str]:
    return list(dict.fromkeys(name for text in texts for name in text.votes))


def _labellers(texts: Sequence[Counted]) -> Iterator[dict[str, JsonValue]]:
    """A row for each labeller: how many texts it labelled, and with what; its accuracy where right labels are known."""
    for name in _names(texts):
        own = [(text.votes[name], text.gold) for text in texts if name in text.votes]
        row: dict[str, JsonValue] = {
            "labeller": name,
            "texts": len(own),
            "labels": dict(sorted(Counter(label for label, _ in own).items())),
        }
        known = [label == gold for label, gold in own if gold]
        yield row | ({"known": len(known), "accuracy": _rounded(sum(known) / len(known))} if known else {})


def _kappas(texts: Sequence[Counted]) -> Iterator[dict[str, JsonValue]]:
    for first, second in combinations(_names(texts), 2):
        pairs = [(text.votes[first], text.votes[second]) for text in texts if first in text.votes and second in text.votes]
        if pairs:
            agreed = sum(one == other for one, other in pairs)
            yield {"first": first, "second": second, "texts": len(pairs), "agreed": agreed, "kappa": _rounded(cohen_kappa(pairs))}


def _calibration(known: Iterable[Counted]) -> Iterator[dict[str, JsonValue]]:
    """For each share of the votes that agreed, how often the label that they agreed on was right."""
    voted = [text for text in known if text.votes]
    for share in sorted({text.agreement for text in voted}):
        right = [text.majority == text.gold for text in voted if text.agreement == share]
        yield {"agreement": _rounded(share), "texts": len(right), "right": sum(right), "accuracy": _rounded(sum(right) / len(right))}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
