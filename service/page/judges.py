"""What each judge says, where there are several, and what each is worth by a calibration."""

from bookwright.curation.judging import JudgeFigures, Judging
from bookwright.curation.jury import Calibration, Jury
from bookwright.service.page.markup import Markup, element
from bookwright.service.page.parts import facts, paragraph, table
from bookwright.service.words import counted

CALIBRATION = "By people's decisions on some drafts, as `bookwright calibrate` read them; in brackets the 95 % interval."


def judges_told(judging: Judging | None) -> list[Markup]:
    """Each judge's acceptance and mean scores over all drafts that were judged, and how often the judges were not of one mind."""
    if judging is None:
        return []
    criteria = list(dict.fromkeys(criterion for judge in judging.judges for criterion in judge.means))
    columns = ("judge", "judged", "accepted", *(criterion.replace("_", " ") for criterion in criteria))
    disagreed = f"They disagreed on {judging.disagreed:,} of {counted(judging.judged, 'draft')}: some accepted, some rejected."
    return [
        element("h3", "Each judge"),
        paragraph(f"All drafts that were judged, the rejected too, with mean scores. {disagreed}", kind="soft"),
        table(columns, [_row(judge, criteria) for judge in judging.judges]),
    ]


def jury_told(jury: Jury | None) -> list[Markup]:
    """How accurate each judge was shown to be, and which have no vote."""
    if jury is None:
        return []
    rows = [(calibration.judge, _worth(calibration, jury)) for calibration in jury.calibrations]
    return [element("h3", "What each judge is worth"), paragraph(CALIBRATION, kind="soft"), facts(rows)]


def _row(judge: JudgeFigures, criteria: list[str]) -> list[str]:
    means = (f"{judge.means[criterion]:.2f}" if criterion in judge.means else "–" for criterion in criteria)
    return [judge.name, f"{judge.judged:,}", f"{judge.accepted:,}", *means]


def _worth(calibration: Calibration, jury: Jury) -> str:
    accuracy = calibration.accuracy
    rate = f"right on {accuracy.value:.2f} ({accuracy.low:.2f} to {accuracy.high:.2f}) of {counted(accuracy.of, 'item')}"
    left_out = "; left out of the jury, not shown to be above chance" if calibration.judge in jury.left_out else ""
    return (rate if accuracy.of else "decided nothing") + left_out
