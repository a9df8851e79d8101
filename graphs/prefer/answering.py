"""The answers to a prompt: those that the data hold, or those of respondents."""

from collections.abc import Sequence

from bookwright.agents.items import Critique
from bookwright.agents.prefer.items import Ask, Assignment, Candidate, Prompted
from bookwright.agents.prefer.team import PreferTeam
from bookwright.agents.role import maker
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.history import FAILED, WRITE, in_words
from bookwright.graphs.prefer.state import Version

RECORDED = "recorded"
FEWEST = 2


async def answers_to(item: Prompted, team: PreferTeam) -> tuple[Version, ...]:
    """A version for each answer; one that says the same as an earlier one, or whose call failed, is not kept."""
    given = await abreast(_given(item, ask, team) for ask in item.asks)
    recorded = (Version(draft=one, operator=RECORDED, by=one.by) for one in item.recorded)
    return _each_once((*recorded, *given))


def kept(versions: Sequence[Version]) -> tuple[Candidate, ...]:
    """The answers that go on."""
    return tuple(version.draft for version in versions if version.kept)


def why_unranked(versions: Sequence[Version], critiques: Sequence[Critique]) -> tuple[str, str] | None:
    """Why there is nothing to rank, as a reason and a detail: not two answers, or none that passes the gates. None where there is."""
    if len(kept(versions)) < FEWEST:
        failed = next((version for version in versions if version.operator == FAILED), None)
        told = "fewer than two answers are there to rank"
        return (failed.why, told) if failed else ("answers:same", f"{told}: all {len(versions)} say the same")
    if all(critique.faults for critique in critiques):
        first = critiques[0].faults
        return f"gates:{first[0].kind}", f"no answer passes the gates; of the first: {in_words(first)}"
    return None


async def _given(item: Prompted, ask: Ask, team: PreferTeam) -> Version:
    respondent = team.respondents[ask.respondent]
    wanted = Assignment(prompt=item.prompt, principle=ask.principle, language=item.language, brief=item.brief, sample=ask.sample)
    said, by = await attempt(respondent(wanted)), maker(respondent)
    if isinstance(said, ModelError):
        nothing = Candidate(text="", by=by, principle=ask.principle)
        return Version(draft=nothing, operator=FAILED, by=by, kept=False, why=f"respondent:{said.kind}")
    return Version(draft=said, operator=WRITE, by=by)


def _each_once(versions: Sequence[Version]) -> tuple[Version, ...]:
    seen: set[str] = set()
    told = []
    for version in versions:
        words = " ".join(version.draft.text.split())
        again = version.kept and words in seen
        told.append(version.model_copy(update={"kept": False, "why": "says the same as an earlier answer"}) if again else version)
        seen.add(words)
    return tuple(told)
