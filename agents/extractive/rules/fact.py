"""What something does or must do: the object of a plain clause is what is asked for."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause
from bookwright.agents.extractive.nouns import without_article, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.tagging import NOUNS, is_base, tagged
from bookwright.agents.extractive.words import CONTEXT_NOUNS, lexicon
from bookwright.agents.items import QuestionKind

LIGHT = lexicon(
    """
    be have do make take get go come give see become seem appear remain keep let put set need want like know think say tell mean look
    try start begin end stop continue happen occur exist live stay tend turn work play run move call name help bring lead find feel
    enjoy fail manage hope wish love hold believe serve act use leave add reach pass meet face change
    proceed treat consider regard throw pay bear open carry seek wait speak define notify inform associate reserve encourage
    """
)
"""Verbs that say too little for a question about their object."""
MORE = re.compile(r"(?:an? )?more |(?:some|any|that|this|these|many|such|several|all|most)\b")
FOR = re.compile(
    r"^(?P<verb>provide|require|offer|use|recommend|define|enforce|create) (?P<object>[^,;:()]{3,80}?) "
    r"(?P<what>(?:for|around|between|against|during) (?!example|this|that|it\b|more|you\b|the purpose)[^,;:()]{4,70})$"
)
TO_DO = re.compile(r"(?:enable|allow|cause|permit|require|encourage|force|lead|help) (?:[\w\-]+ ){1,4}to [a-z]")
"""`allows you to index` is asked with its verb, by another rule."""
PARTICLED = {
    "default": "to", "evaluate": "to", "resolve": "to", "map": "to", "expand": "to", "compile": "to", "operate": "on", "refer": "to",
    "deal": "with", "consist": "of", "stand": "for", "suffer": "from", "inherit": "from", "derive": "from", "listen": "on", "act": "as",
    "serve": "as", "focus": "on", "depend": "on", "rely": "on", "result": "in", "lead": "to", "contribute": "to", "correspond": "to",
    "respond": "to",
    "come": "from", "strive": "for", "stem": "from", "vary": "with", "differ": "from", "apply": "to",
    "specialize": "in", "arise": "from", "originate": "from", "interact": "with", "function": "as",
}  # fmt: skip
"""Verbs worth asking of with this particle."""
TARGETED = re.compile(r"(?:people|individuals|users|students|workers|children|others|you) (?:for|to|with|from|of|about|into|against) ")
"""`prepares people for a career` is asked with its first object."""
ACTORS = re.compile(
    r"(?:[\w\-]+ )?(?:\w+(?:ists|ians|ologists)|people|individuals|students|children|scientists|researchers|businesses|companies|"
    r"governments|families|adults|kids|parents|residents|members|workers|employers|employees|teachers|participants|users|"
    r"customers|dogs|animals|men|women)"
)
"""Those who do so many things that "What do they …?" has no one answer."""
ONE_ACTOR = re.compile(
    r"an? (?:[\w\-]+ )*(?:\w+(?:ist|ian)|"
    r"professor|researcher|teacher|person|child|student|woman|man|worker)"
)
"""Someone of whom the text tells a single thing among many."""
UNSAID = re.compile(r"^(?:your|examples?|additional|other|further|these|such)\b", re.IGNORECASE)
TELLING = lexicon(
    """
    involve include contain require cause produce emit release store detect measure control regulate determine represent indicate describe
    show reveal demonstrate suggest explain examine emphasize inhibit stimulate trigger prevent prohibit protect define refer depend rely
    focus respond lead result contribute correspond consist come derive stem arise originate stand deal interact specialize inherit
    listen implement return accept expose generate
    differ apply vary act affect evaluate study propose permit forbid govern limit specify combine
    comprise connect separate monitor
    prepare amend symbolize signify
    """
)
"""Verbs whose object alone is worth asking for in a text of no product or language; of others, `What does X favor?` is too open."""
UNLESS_THEN = re.compile(r"\b(?:if|when|unless|while)\b")
"""What is due under a condition is not due without it."""
MODALS = lexicon("must shall should can")
OBJECT_STARTS = NOUNS | lexicon("AT0 AJ0 AJC AJS DT0 VVG DPS ORD CJT AVQ DTQ")


def fact(place: Place) -> Iterator[Candidate]:
    """`X returns Y` -> `What does X return?`; `X must contain Y` -> `What must X contain?`, answered by the whole sentence."""
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].negated or (found[1].subject == "you" and not (found[0] and found[1].aux)):
        return
    adjunct, clause = found
    if adjunct.startswith("With") or (clause.past and not _is_historic(clause)) or is_of_example(clause, place):
        return
    for_what = FOR.match(clause.predicate) if clause.base and not clause.past else None
    if for_what and len(words_of(for_what["object"])) <= 12 and len(words_of(for_what["what"])) <= 8 and not MORE.match(for_what["object"]):
        question = asked(f"what {clause.helper} {clause.subject} {for_what['verb']} {for_what['what']}")
        yield Candidate(question, QuestionKind.FACT, (place.sentence,), 0.6, "fact-for")
        return
    if UNSAID.match(clause.subject) or ONE_ACTOR.fullmatch(clause.subject) or (not adjunct and _is_bare(clause, place)):
        return
    parts = _verb_and_object(clause)
    if parts is None or not (place.setting.phrase or place.setting.is_instrument or parts[0].split()[0] in TELLING):
        return
    if TO_DO.match(f"{parts[0]} {parts[1]}"):
        return
    yield Candidate(
        asked(f"{led_by(adjunct)}what {clause.helper} {clause.subject} {parts[0]}"),
        QuestionKind.FACT,
        (place.sentence,),
        0.55,
        f"fact-{parts[0]}",
    )


def _is_historic(clause: Clause) -> bool:
    """Whether the subject has a name of its own, so that what it once did needs no date: `the Industrial Revolution`."""
    return any(token[:1].isupper() for token in clause.subject.split()[1:]) and not any(char in clause.subject for char in "()0123456789")


def _is_bare(clause: Clause, place: Place) -> bool:
    """Whether one word is the whole subject that says too little: `researchers`, `the process`, `values`."""
    noun = without_article(clause.subject)
    verb = clause.predicate.split(maxsplit=1)[0] if clause.predicate else ""
    acts = not clause.aux and verb not in PARTICLED and place.setting.is_instrument and place.setting.is_name(noun)
    if ACTORS.fullmatch(noun.lower()) or (acts and " " not in noun) or noun.lower()[:5] == verb[:5]:
        return True
    if " " in noun or re.search(r"\W", noun):
        return False
    return noun.lower() in CONTEXT_NOUNS or (clause.subject.startswith("the ") and noun.lower() not in place.setting.known)


def is_of_example(clause: Clause, place: Place) -> bool:
    """Whether a single name that no heading holds is the subject: someone or something of an example."""
    name = clause.subject
    return name[:1].isupper() and " " not in name and place.setting.is_name(name) and name.lower() not in place.setting.known


def _verb_and_object(clause: Clause) -> tuple[str, str] | None:
    """The verb with its particle, and what is asked for; None if the verb is not to be asked of."""
    if clause.aux and clause.aux not in MODALS:
        return None
    verb, _, rest = clause.predicate.partition(" ")
    rest = f"on {rest.removeprefix('upon ')}" if rest.startswith("upon ") else rest
    particle = PARTICLED.get(verb)
    if particle and rest.startswith(f"{particle} "):
        verb, rest = f"{verb} {particle}", rest.partition(" ")[2]
    elif verb in LIGHT or not is_base(verb) or verb.endswith("ly"):
        return None
    elif match := TARGETED.match(rest):
        verb, rest = f"{verb} {match.group().rstrip()}", rest[match.end() :]
    tokens = tagged(rest)
    if len(tokens) < 3 or not (tokens[0].tag in OBJECT_STARTS or rest.startswith("at ")) or (MORE.match(rest) and " than " not in rest):
        return None
    if _is_half_told(clause, verb, rest) or (
        clause.aux and (verb == "require" or (clause.aux == "can" and verb not in ("lead to", "result in", "cause")))
    ):
        return None
    return verb, rest


def _is_half_told(clause: Clause, verb: str, rest: str) -> bool:
    """Whether it is due under a condition alone, once held what it may hold no more, or is told of "other" things."""
    return (
        (bool(clause.aux) and UNLESS_THEN.search(rest) is not None)
        or (clause.past and verb in ("include", "contain"))
        or rest.startswith("other ")
    )
