"""From the ranked answers to a prompt to its pair, or to the reason why it has none."""

from typing import Any

from bookwright.agents.items import Fault
from bookwright.agents.prefer.team import PreferTeam
from bookwright.curation.prefer.pairing import Places, gap, objection, places_of
from bookwright.curation.prefer.ranked import Ranked
from bookwright.curation.prefer.records import PreferenceRecord, PreferenceReject, PreferenceYield
from bookwright.graphs.history import WRITE
from bookwright.graphs.prefer.answering import kept
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.graphs.prefer.state import PreferState

DETAILS = {
    "margin:tie": "the two answers come to the same",
    "margin:small": "the two answers are closer than the margin wanted",
    "crosscheck:gates": "an answer that fails the gates is ranked above the best that passes them",
    "crosscheck:direct": "compared with each other, the two stand the other way round than among all answers",
    "crosscheck:aspects": "the aspects speak for the other answer",
    "crosscheck:overall": "the overall score speaks for the other answer",
}


def settled_prompt(state: PreferState, team: PreferTeam, settings: PreferSettings) -> PreferenceYield:
    """One record or one reject, and what was ranked, for the figures over all prompts."""
    item = state["item"]
    common: dict[str, Any] = {
        "id": item.id,
        "origin": item.id,
        "evidence": (item.shown, *item.grounds),
        "prompt": item.prompt,
        "prompts": team.prompts(),
        "lineage": state["versions"],
        "critiques": state["critiques"] if item.brief else (),
        "source": state["source"],
        "language": item.language,
        "generation": item.generation + any(version.operator == WRITE for version in state["versions"]),
        "usage": state["usage"],
    }
    if "failed" in state:
        reason, detail = state["failed"]
        return PreferenceYield(rejects=(PreferenceReject(**common, reason=reason, detail=detail),))
    ranked = Ranked(item.prompt, kept(state["versions"]), state["contests"], state["ratings"], settings.jury)
    facts: dict[str, Any] = {"duels": [duel.model_dump(mode="json") for duel in ranked.duels()]}
    if item.preferred is not None:
        facts["as_recorded"] = ranked.outcome(item.preferred, 1 - item.preferred).preference.value
    critiques = state["critiques"]
    places = places_of(ranked.scores, [not critique.faults for critique in critiques], settings.pairing, item.id)
    common |= _of_pair(ranked, places, critiques[places.rejected].faults)
    chosen, rejected = (ranked.scores[place] for place in places)
    against = objection(chosen, rejected, ranked.outcome(*places).preference, settings.margin)
    if against:
        return PreferenceYield(rejects=(PreferenceReject(**common, reason=against, detail=DETAILS[against]),), facts=facts)
    return PreferenceYield(records=(PreferenceRecord(**common, verdict=ranked.verdict(places)),), facts=facts)


def _of_pair(ranked: Ranked, places: Places, faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The fields of the pair; `faults` are those of its rejected answer."""
    chosen, rejected = (ranked.answers[place] for place in places)
    return {
        "chosen": chosen.text,
        "rejected": rejected.text,
        "chosen_by": chosen.by,
        "rejected_by": rejected.by,
        "soft_label": round(ranked.outcome(*places).share, 4),
        "margin": gap(*(ranked.scores[place] for place in places)),
        "chosen_scores": dict(ranked.scores[places.chosen]),
        "rejected_scores": dict(ranked.scores[places.rejected]),
        "ballots": ranked.ballots(*places),
        "chosen_ratings": ranked.rated(places.chosen),
        "rejected_ratings": ranked.rated(places.rejected),
        "faults": faults,
        "text_sha256": ranked.pair(places).sha256,
        "made_by": ", ".join(dict.fromkeys((chosen.by, rejected.by))),
    }
