"""The closed classes of English that the rules lean on, all in lower case."""


def lexicon(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def any_of(text: str) -> str:
    """The words of a text, or its phrases where commas part them, as alternatives of a regular expression."""
    return "|".join(part.strip() for part in (text.split(",") if "," in text else text.split()))


MODALS = lexicon("can could may might must shall should will would cannot")
BE = lexicon("is are was were")
HAVE = lexicon("has have had")
DO = lexicon("does do did")
AUXILIARIES = MODALS | BE | HAVE | DO
CONTRACTED = {
    "isn't": "is not", "aren't": "are not", "wasn't": "was not", "weren't": "were not", "can't": "cannot", "won't": "will not",
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "couldn't": "could not", "shouldn't": "should not",
    "wouldn't": "would not", "mustn't": "must not", "hasn't": "has not", "haven't": "have not",
}  # fmt: skip

PERSONAL = lexicon("i me my he him his she her we us our you your")
ANAPHORIC = lexicon("it its they them their this that these those itself themselves he she his her theirs")
DETERMINERS = lexicon("a an the any each every all some no both either neither many most several few")
RELATIVES = lexicon("that which who whose whom")
SUBORDINATORS = lexicon(
    """
    if when whenever because since while whereas although though unless until once after before where wherever as so than whether
    """
)
COORDINATORS = lexicon("and or but nor yet")
PREPOSITIONS = lexicon(
    """
    of in on at by for from to with without within into onto under over through throughout during between among against about across
    per via toward towards upon like unlike despite besides beyond outside inside along around near after before above below
    """
)
QUESTION_WORDS = lexicon("what which who whom whose when where why how")
NUMBER_WORDS = lexicon("two three four five six seven eight nine ten eleven twelve")

CONTEXT_NOUNS = lexicon(
    """
    program example code function value variable result method parameter argument line case user option output input section chapter
    table figure listing file command game number list statement expression thing way point part problem question answer idea reason
    difference change approach rule signature body project error message time step type syntax definition block instance string struct
    field keyword name data return condition document page guide process request situation term item above below latter former same
    following previous next first second third last one other others another rest former new text version solution goal implementation
    advantage disadvantage downside benefit fact key test library tool system team notice party company content information policy
    content repository call caller loop index place order kind sort set form purpose role issue caveat trick lesson note concept topic
    feature attribute scenario alternative consequence effect exception trade-off server client
    """
)
"""Nouns that, alone after "the", point at something that only the place makes clear."""

DEICTIC = lexicon(
    """
    this that these those above below previous earlier later following here there now then our my we us i me aforementioned foregoing
    preceding such latter former today currently
    """
)
NARRATION = (
    "let's", "let’s", "in this chapter", "in this section", "in this guide", "in this book", "in the next", "in chapter", "this chapter",
    "this section", "this guide", "this book", "next, we", "next section", "take a look", "as we saw", "as you saw", "as you can see",
    "we saw", "as we did", "discussed earlier", "as mentioned", "mentioned earlier", "mentioned above", "described above", "as noted",
    "noted above", "as described earlier", "listing", "example above", "shown above", "shown below", "see below", "see above", "the above",
    "recall", "as an example", "in this example", "in our example", "in this case", "our example", "our program",
    "our code", "our function", "our game", "later in", "earlier in", "you've seen", "you’ve seen", "we’re going", "we're going", "imagine",
    "say you", "say we", "suppose", "consider the", "next up", "we wanted", "we’d like", "we haven’t", "so far", "at this point", "for now",
)  # fmt: skip
"""Words by which an author speaks of the text itself: an answer that carries them does not stand alone."""
_TOLD = any_of(
    "see seen look looked looking discuss discussed cover covered talk talked explore learn learned start begin show shown walk continue "
    "demonstrate explain examine introduce introduced mention mentioned focus wrote put building"
)
_DONE = any_of("made gave got put wrote chose had were did found saw told set ran took")
NARRATING = (
    r"\b(?:we|i|you)(?:['’](?:ll|ve|re)| will| can| could| have)? (?:now |also |then |just |already |briefly )?"
    rf"(?:{_TOLD}|go over|return to|come back)\b"
    rf"|\b[Ww]e (?!need|want)(?:\w+ed|{_DONE})\b"
    r"|\b[Bb]ecause we (?:want|use|get|know|need|only|don)|\b[Ww]e['’]re now\b"
)
"""The author’s or the reader’s steps through the text, as a regular expression."""
