"""Questions made from clauses: why, how, when, what, with the subject that was found."""

import re
from dataclasses import replace

from bookwright.agents.extractive.candidate import asked, opened
from bookwright.agents.extractive.clause import Clause, has_second_clause, has_subject, split_clause
from bookwright.agents.extractive.nouns import IDENTIFIER, is_clear, is_deictic, words_of
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.tagging import is_base, tagged
from bookwright.agents.extractive.verbs import third_person
from bookwright.agents.extractive.words import ANAPHORIC, any_of, lexicon

OPENERS = any_of(
    "By default, However, Therefore, Thus, Also, Additionally, Similarly, Moreover, Furthermore, Further, Usually, Typically, Generally, "
    "In general, Note that, Finally, Unfortunately, As such, Of course, Currently, Remember that, Keep in mind that, Be aware that, Note:, "
    "In practice, In addition, In fact, Indeed, Sometimes, Often, Today, In general terms, Hence, Consequently, As a result, Likewise, "
    "More specifically, Specifically, In particular, For instance, For example, Instead, Rather, Interestingly, Ultimately, Historically, "
    "Eventually, Overall, Clearly, Surprisingly, Naturally, But, And, So, Yet, Even so, Perhaps, Early on, At first"
)
CONCESSION = re.compile(r"^(?:Although|Even though|Though|Even if) [^,;:]{5,110}, ")
INSERTION = re.compile(
    r"^(?P<subject>[^,;:()]{3,60}), (?:(?:which|who|called|known|such as|including|also|like|or|an?|the|[a-z]+ing|[a-z]+ed)\b"
    r"[^,;:]{2,90}), "
    r"(?P<main>[^,;:]+.*)$"
)
"""`Natural opioids, called opiates, are …`"""
LEAD_IN = re.compile(rf"^(?:(?:{OPENERS}),? )")
ADJUNCT = re.compile(
    r"^(?P<adjunct>(?:In|On|At|For|With|Under|During|Within|By|Through|Like|Among|Throughout|According to) [^,]{2,50}), "
    r"(?P<main>.+)$"
)
SHORTEST_WHY = 3
PARTY = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
CONTRASTING = re.compile(r"\b(?:whereas|while|although|though|so|but)\b")
UNREASONED = re.compile(r"\b(?:only|possibly|perhaps)\b|^(?:Every|Each|Any) time\b")
"""Signs that the reason is not one for the whole of the clause."""
UNCERTAIN = lexicon("had can could may might will would")
"""Of what may be or had been no reason is asked."""
EMPTY_ADJUNCTS = any_of(
    "first least minimum way similar same addition fact case cases general words contrast effect result example end particular turn time "
    "moment hood glance"
)
EMPTY_ADJUNCT = re.compile(rf"\b(?:{EMPTY_ADJUNCTS})\b")


def clear_clause(text: str, setting: Setting) -> tuple[str, Clause] | None:
    """A leading adjunct (`At AAL2`) and the clause, if the clause is plain, its subject is clear and nothing in it points elsewhere."""
    stripped = without_lead(text.strip())
    adjunct = ""
    match = ADJUNCT.match(stripped)
    if match:
        adjunct, stripped = match["adjunct"], opened(match["main"])
        if points(adjunct) or IDENTIFIER.search(adjunct) or EMPTY_ADJUNCT.search(adjunct):
            return None
    clause = split_clause(stripped)
    if clause is None:
        return None
    clause = addressed(clause, setting)
    if re.match(r"\d+\.", clause.subject) or (clause.plural and any(token.tag == "VVZ" for token in tagged(clause.subject))):
        return None
    if setting.is_instrument and not setting.speaker and PARTY.search(stripped):
        return None
    if not (clause.subject == "you" or is_clear(clause.subject, setting.known)) or points(clause.rest):
        return None
    return adjunct, clause


def without_lead(text: str) -> str:
    """`Note that a slice is …` -> `A slice is …`."""
    return without_insertion(opened(CONCESSION.sub("", LEAD_IN.sub("", text))))


def without_insertion(text: str) -> str:
    """`Natural opioids, called opiates, are derivatives of …` -> `Natural opioids are derivatives of …`."""
    match = INSERTION.match(text)
    joined = f"{match['subject']} {match['main']}" if match else ""
    return joined if match and has_subject(joined, match["subject"]) else text


def addressed(clause: Clause, setting: Setting) -> Clause:
    """The clause with its subject as it stands inside a sentence; a textbook's "we" becomes "you", a contract's "we" the party."""
    subject = setting.lowered(clause.subject)
    if subject.lower() in ("we", "you"):
        if subject.lower() == "we" and setting.speaker:
            aux = {"are": "is", "have": "has", "do": "does"}.get(clause.aux, clause.aux)
            return replace(clause, subject=setting.speaker, aux=aux, plural=False, rest=to_reader(clause.rest, setting))
        subject = "you"
    return replace(clause, subject=subject, rest=to_reader(clause.rest, setting))


def to_reader(text: str, setting: Setting) -> str:
    """A textbook's "we" and "our" as "you" and "your"; in an instrument the party's name."""
    if not setting.speaker:
        text = re.sub(r"\bwe\b", "you", text, flags=re.IGNORECASE)
        return re.sub(r"\bours?elves\b", "yourself", re.sub(r"\bus\b", "you", re.sub(r"\bour\b", "your", text)))
    text = re.sub(r"\b[Ww]e (\w+)", lambda match: f"{setting.speaker} {_in_third_person(match[1])}", text)
    return re.sub(r"\bus\b", setting.speaker, re.sub(r"\bour\b", f"{setting.speaker}’s", text))


def _in_third_person(verb: str) -> str:
    """The verb after a name where it stood after "we"."""
    irregular = {"are": "is", "have": "has", "do": "does", "were": "was"}
    return irregular.get(verb, third_person(verb) if is_base(verb) else verb)


def led_by(adjunct: str) -> str:
    """What opens a question whose clause began with an adjunct: `at AAL2, `."""
    return f"{adjunct[:1].lower()}{adjunct[1:]}, " if adjunct and not adjunct.startswith("Like ") else ""


def points(text: str) -> bool:
    """Whether the words point at something outside of them."""
    bare = re.sub(r"\b(?:our|we|us|my|now)\b", "", text, flags=re.IGNORECASE)
    return is_deictic(bare) or bool({"it", "they", "them"} & set(words_of(bare)[:3]))


def why(main: str, setting: Setting) -> str:
    """`Pushing is faster` -> `Why is pushing faster?`; empty where the clause is not plain."""
    found = clear_clause(opened(main.rstrip(" ,.")), setting)
    if found is None:
        return ""
    adjunct, clause = found
    if has_second_clause(clause.rest) or CONTRASTING.search(clause.rest) or UNREASONED.search(main):
        return ""
    if clause.aux in UNCERTAIN or len(words_of(clause.subject)) + len(words_of(clause.predicate)) < SHORTEST_WHY or _trails(clause.rest):
        return ""
    return asked(f"{led_by(adjunct)}why {clause.inverted}")


def _trails(rest: str) -> bool:
    """Whether a pronoun is left whose noun may be out of sight."""
    return any(word in ANAPHORIC and word not in ("that", "its", "their", "itself", "themselves") for word in words_of(rest))
