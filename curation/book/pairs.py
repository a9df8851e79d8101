"""Pairs: which of many texts share most of their terms, found without comparing every one with every other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from math import ceil


def near_pairs(texts: Sequence[AbstractSet[str]], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of texts, by their indices with the smaller first, whose terms have a Jaccard index of at least `least`, above 0.

    Two texts so alike share a term among the rarest few of both, in one order of all terms, so that only those that do are compared
    (prefix filtering with the order of rarity: Bayardo, Ma and Srikant 2007, section 3; Chaudhuri, Ganti and Kaushik 2006, section 4).
    A text without terms is like no other.
    """
    often = Counter(term for terms in texts for term in terms)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for index, terms in enumerate(texts):
        rare = sorted(terms, key=lambda term: (often[term], term))[: len(terms) - ceil(round(least * len(terms), 9)) + 1]
        shortest, longest = least * len(terms) - 1e-9, len(terms) / least + 1e-9  # no text of another length can be so alike
        near = {other for term in rare for other in seen[term] if shortest <= len(texts[other]) <= longest}
        yield from ((other, index) for other in sorted(near) if likeness(terms, texts[other]) >= least)
        for term in rare:
            seen[term].append(index)


def likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """The Jaccard index of two sets; 0 where both are empty."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
