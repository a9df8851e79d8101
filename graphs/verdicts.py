"""Several judges' verdicts made one."""

from bookwright.agents.items import Decision, Verdict


def together(verdicts: list[Verdict]) -> Verdict:
    """One verdict of several: the lowest score of each criterion; accepted if all accept. It holds each judge's own."""
    if len(verdicts) == 1:
        return verdicts[0]
    return Verdict(
        decision=Decision.ACCEPT if all(v.decision is Decision.ACCEPT for v in verdicts) else Decision.REJECT,
        scores={name: min(v.scores.get(name, 5) for v in verdicts) for name in dict.fromkeys(n for v in verdicts for n in v.scores)},
        shortfalls=tuple(dict.fromkeys(name for v in verdicts for name in v.shortfalls)),
        reasons=tuple(f"{v.by}: {reason}" for v in verdicts for reason in v.reasons),
        by=", ".join(v.by for v in verdicts),
        text_sha256=verdicts[0].text_sha256 if len({v.text_sha256 for v in verdicts}) == 1 else "",
        verdicts=tuple(verdicts),
    )


def lowest(verdict: Verdict) -> str:
    """The criterion with the lowest score, of those that fall short where the judge names them; "unscored" where there are none."""
    return min(verdict.shortfalls or verdict.scores, key=lambda name: verdict.scores[name], default="unscored")
