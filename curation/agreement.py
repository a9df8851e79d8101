"""How far several who decide on the same things agree, beyond what chance would have them do. Values are names: same or different."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections B and C).

    In: for each unit the values that it was given, in any number; who gave none is left out. Out: 1 for perfect agreement, 0 for what
    chance would give, below it for less. None where it is not defined: where no unit has two values, or all values are the same.
    """
    values: Counter[Hashable] = Counter()
    differing = 0.0
    for unit in units:
        given = len(unit)
        if given < 2:
            continue
        counts = Counter(unit)
        values += counts
        differing += (given * given - sum(count * count for count in counts.values())) / (given - 1)
    total = values.total()
    by_chance = total * total - sum(count * count for count in values.values())
    return 1 - (total - 1) * differing / by_chance if by_chance else None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa (Cohen 1960, A Coefficient of Agreement for Nominal Scales, page 40) over the values that two gave to the same units.

    None where it is not defined: without units, or where both gave everything the one same value.
    """
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    total = len(pairs)
    by_chance = sum(count * second[value] for value, count in first.items())
    if by_chance == total * total:
        return None
    observed = sum(one == other for one, other in pairs)
    return (observed * total - by_chance) / (total * total - by_chance)
