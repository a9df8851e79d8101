"""Where a question is at home: the subject matter that its document speaks of, and how to name it in the question."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from bookwright.agents.extractive.examples import called_in, defined_in
from bookwright.agents.extractive.nouns import IDENTIFIER, words_of
from bookwright.agents.extractive.reading import read
from bookwright.agents.extractive.tagging import is_base, is_listed_name, is_proper
from bookwright.agents.extractive.words import any_of, lexicon
from bookwright.agents.items import Brief
from bookwright.knowledge.passage import Passage

CAPITALISED = re.compile(r"(?<=[a-z,;] )([A-Z][A-Za-z][A-Za-z0-9]*)\b(?!\.[a-z]|::|<|\()")
PLACED = re.compile(r"\b([Ii]n|[Oo]n) ([A-Z][A-Za-z0-9]+)(?=[ ,]|\.(?:\s|$)|$)(?!,? (?:Section|[A-Z]))")
INSTRUMENT = re.compile(
    r"\b(?:Policy|Policies|Agreement|Terms of|Terms for|Statement|Guidelines?|Code of Conduct|Act|Addendum|Commitment|Safe Harbor|Notice|"
    r"Contract|Terms$)\b(?! [A-Z])"
)
"""The head of an instrument's title: `Privacy Policy`, `Terms of Service`, not `Policy Arenas`."""
REFERS_TO_ITSELF = re.compile(
    r"\b(?:[Tt]his|[Tt]hese) (?:\w+ ){0,2}"
    r"(?:policy|policies|agreement|terms|statement|guidelines?|guide|code|act|addendum|notice|contract)\b",
    re.IGNORECASE,
)
COMPUTING = re.compile(
    r"\b(?:compil(?:er?|ed|es|ing|ation)|software|servers?|databases?|API|syntax|runtime|source code|libraries|variables?|plugins?|"
    r"command[- ]line|metrics|modules?|queries|browser|repositor(?:y|ies)|installed)\b",
    re.IGNORECASE,
)
"""Words of texts about a product or a programming language: only there does a question need its name."""
LEAST_COMPUTING = 2
ABOUT_DOING = re.compile(r"[A-Z][a-z]+ing (?!of )\w+")
"""`Running Code on Cleanup` is a chapter, no instrument."""
NOT_A_DOMAIN = lexicon(
    """
    if when this that these those there it you we i chapter section sections listing figure table sec note the a an in on for as see to and
    or windows linux macos powershell cmd unix mac boolean json http https url api id ids ok err some none string vec option result must
    shall may should not self
    """
)
NEVER_A_DOMAIN = lexicon(
    """
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday earth english american
    """
)
ORDINARY = re.compile(r"(?:ing|logy|tion|ment|ness|ity|ed|al|ic|ive|ary|er|ous|able|less|ful|[^s]s|ist|ian)$")
GERUND = re.compile(r"[A-Z][a-z]{3,}ing")
STARTERS = lexicon("a an the each every any all some no both many most its your our their if when to for in on at by with you we it they")
CORPORATE = re.compile(
    r"\b(?:contact us|our (?:terms|policy|policies|services?|site|users|team|support|customers|community|platform)|"
    r"we (?:may|reserve|require that|ask that|will (?:review|remove|respond|notify|contact|disable|process)))\b",
    re.IGNORECASE,
)
ACTS = any_of("will may does is has can provides supports offers uses allows requires takes makes lets reserves processes was considers")
OBLIGING = re.compile(
    r"\b(?:[Yy]ou|[Uu]sers|Customer|Company) (?:may|must|shall|agree|will|can(?:not)?)\b|\bshall\b|\b[Ww]e (?:use|collect|share|process)\b"
)
DEFINED_TERMS = lexicon(
    "account accounts terms service services user users content policy policies agreement repository act law section abuse"
)
INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
AGAIN = 4
"""So often a text says a word that it is one of its subjects."""
LEVEL = re.compile(r"\b(?:Level|Tier|Phase|Stage) (?:\d+|[A-Z]|[IVX]+)$")


@dataclass(frozen=True)
class Setting:
    """`phrase` opens a question ("In Rust"), empty if none is sure; `name` is what it names; `known` are the words of
    titles and headings; `speaker` is the party that says "we" in an instrument such as a policy; `proper` and `common` are the words
    that keep a capital inside a sentence and those seen without; `local` are names that the examples of the text define for themselves,
    `shown` those that its headings hold or its code calls; `frequent` are the words that the text uses again and again."""

    phrase: str
    name: str
    is_instrument: bool
    speaker: str
    known: frozenset[str]
    proper: frozenset[str]
    common: frozenset[str]
    local: frozenset[str]
    shown: frozenset[str]
    frequent: frozenset[str] = frozenset()

    def lowered(self, phrase: str) -> str:
        """The phrase as it stands inside a sentence: its first word in lower case unless it is a name."""
        first, _, rest = phrase.partition(" ")
        ordinary = first.lower() in self.common or first.lower() in STARTERS or ORDINARY.search(first) or rest[:1].islower()
        if first.lower() not in self.common and is_listed_name(first):
            return phrase
        if rest[:1].isupper() and first.lower() not in STARTERS and not is_base(first):
            return phrase
        gerund = GERUND.fullmatch(first) is not None and rest[:1].islower()
        if (self.is_name(first) and not gerund) or not ordinary:
            return phrase
        return f"{first[:1].lower()}{first[1:]}{' ' if rest else ''}{rest}"

    def is_name(self, word: str) -> bool:
        """Whether the word keeps its capital anywhere in a sentence."""
        bare = re.sub(r"['’]s$", "", word.strip(".,;:!?()[]\"“”‘’'"))
        if IDENTIFIER.search(bare) or (len(bare) > 1 and not bare[1:].islower()) or any(char.isdigit() for char in bare):
            return True
        return bare in self.proper or (bare[:1].isupper() and re.search(r"['’]s$", word) is not None and is_proper(bare))


@lru_cache(maxsize=256)
def _setting(own: tuple[str, ...], others: tuple[str, ...], title: str, headings: tuple[str, ...], whole: str) -> Setting:
    joined = "\n".join((*own, *others))
    proper = Counter(match for match in CAPITALISED.findall(joined) if match.lower() not in NOT_A_DOMAIN)
    local = defined_in(joined, whole)
    shown = called_in(whole) | set(" ".join(headings).split())
    common = Counter(re.findall(r"(?<![\w.:/-])[a-z][a-z]+\b(?![:(_/])", joined))
    known = frozenset(words_of(" ".join((title, *headings))))
    names = frozenset(word for word, count in proper.items() if count >= common[word.lower()])
    frequent = frozenset(word for word, count in Counter(words_of(joined)).items() if count >= AGAIN)
    name, phrase = _domain((*own, *others), names, proper, local)
    if INSTRUMENT.search(title) and not ABOUT_DOING.match(title) and len(title.split()) <= 10 and _is_of_an_instrument(title, joined):
        article = "" if title.startswith("The ") else "the "
        speaker = _party(title, names, joined)
        opening = "According to" if title.startswith("Guide") else "Under"
        return Setting(f"{opening} {article}{title}", title, True, speaker, known, names, frozenset(common), local, shown, frequent)
    level = next((heading for heading in reversed(headings) if LEVEL.search(heading)), "")
    level = re.sub(r"^[\d.]+ ", "", level)
    if level:
        return Setting(f"At {level}", level, False, "", known, names, frozenset(common), local, shown, frequent)
    speaker = _party(title, names, joined) if len(CORPORATE.findall(joined)) > 1 else ""
    return Setting(phrase, name, False, speaker, known, names, frozenset(common), local, shown, frequent)


def _is_of_an_instrument(title: str, joined: str) -> bool:
    """Whether the title names whose it is, or the text speaks of itself or binds someone: no textbook's chapter on a policy does."""
    owned = any(is_proper(word) for word in title.split())
    return (
        owned or REFERS_TO_ITSELF.search(joined) is not None or CORPORATE.search(joined) is not None or OBLIGING.search(joined) is not None
    )


def _party(title: str, names: frozenset[str], joined: str) -> str:
    """The one who says "we": of the names in the title or the text, the one that acts most often; empty if there is none."""
    candidates = [name for name in names if not name.isupper() and name.lower() not in DEFINED_TERMS and not name.lower().endswith("ers")]
    acting = {name: len(re.findall(rf"\b{name} (?:{ACTS})\b", joined)) for name in candidates}
    best = max(acting, key=lambda name: (acting[name] > 0, name in title, acting[name], name), default="")
    return best if best and acting[best] else ""


def _domain(texts: tuple[str, ...], names: frozenset[str], proper: Counter[str], local: frozenset[str]) -> tuple[str, str]:
    """The proper name that most of the texts speak of, after `In` or `On` by whichever they use with it."""
    joined = "\n".join(texts)
    if len({match.lower() for match in COMPUTING.findall(joined)}) < LEAST_COMPUTING:
        return "", ""
    spreads = {name: sum(name in text for text in texts) for name, _ in proper.most_common(6) if name in names and name not in local}
    for name, spread in sorted(spreads.items(), key=lambda pair: (-pair[1], -proper[pair[0]], pair[0])):
        if (
            spread * 2 <= len(texts)
            or name.lower() in NEVER_A_DOMAIN
            or len(name) < 3
            or _is_thing(name, joined)
            or (INNER_CAPITAL.search(name) and len(re.findall(rf"\b[IiOo]n {name}\b", joined)) < 2)
        ):
            continue
        used = Counter(preposition.lower() for preposition, noun in PLACED.findall(joined) if noun == name)
        spoken_of = used or spread >= 3 or f"{name}’s" in joined or f"{name}'s" in joined
        acts = sum(used.values()) > 1 or re.search(rf"\b{name} (?:{ACTS})\b", joined)
        if spoken_of and acts and not name.isupper():
            return name, f"{'On' if used['on'] > 2 * used['in'] else 'In'} {name}"
    return "", ""


def _is_thing(name: str, joined: str) -> bool:
    """Whether the name is that of a type, a value or a part rather than of a subject matter."""
    if re.search(rf"\b{name}(?:<|::|\(| ?\{{)", joined):
        return True
    return re.search(
        rf"\b(?:an?|the|each|this) {name}\b|\b{name} (?:struct|instance|type|trait|enum|variant|value|method|module)s?\b", joined
    ) is not None and not re.search(rf"\b[Ii]n {name}[ ,.]", joined)


def setting_of(brief: Brief) -> Setting:
    """The setting of the passage asked about: named in its own document and confirmed beside it, else what the user says all is about."""
    first = brief.passages[0]
    own = tuple(_prose(p) for p in brief.passages if p.document_id == first.document_id)
    others = tuple(_prose(p) for p in brief.passages if p.document_id != first.document_id)
    whole = "\n".join(passage.text for passage in brief.passages)
    found = _setting(own, others, re.sub(r"^\W+", "", brief.titles.get(first.document_id, "")), first.headings, whole)
    if found.phrase or not brief.about:
        return found
    return replace(found, phrase=f"In {brief.about}", name=brief.about)


@lru_cache(maxsize=256)
def _prose(passage: Passage) -> str:
    """The sentences of a passage, without its headings, code and tables."""
    return "\n".join(sentence.text for block in read(passage) for sentence in block.sentences)


def _initials(name: str) -> str:
    """`Authentication Assurance Level 2` -> `AAL2`; a name of one word stays as it is."""
    words = name.split()
    return "".join(word if word.isdigit() else word[0] for word in words) if len(words) > 2 else name


def placed(question: str, setting: Setting) -> str:
    """The question with its setting in front, unless it names it already: `In Rust, what is a scope?`."""
    if not setting.phrase or not question or any(name.lower() in question.lower() for name in (setting.name, _initials(setting.name))):
        return question
    others = setting.proper - {setting.name}
    if not setting.is_instrument and any(
        word.strip("?,.()’'s") in others or (IDENTIFIER.search(word) and "::" not in word) for word in question.split()[1:]
    ):
        return question
    if question.split(maxsplit=1)[0].lower() in ("under", "in", "on", "at", "according"):
        return question
    return f"{setting.phrase}, {question[0].lower()}{question[1:]}"
