"""The styles that a passage can be told in, and what each of them asks for.

Easy, medium, terse ("hard") and qa are the four of WRAP (Maini et al. 2024, section 3.1); wiki, knowledge-list and distil are those of
Nemotron-CC (Su et al. 2024, section 2.3). The bounds in `Guide` are this project's own.
"""

from enum import StrEnum

from bookwright.knowledge.document import Frozen


class Style(StrEnum):
    """How a passage is told again."""

    EASY = "easy"
    MEDIUM = "medium"
    TERSE = "terse"
    QA = "qa"
    WIKI = "wiki"
    KNOWLEDGE_LIST = "knowledge-list"
    DISTIL = "distil"


class Guide(Frozen):
    """What a style asks of a text.

    `asks` is said to the roles. `sentences`, `numbers`, `names` and `terms` are the least shares of the passage's sentences, numbers, names
    and key terms that must survive, small where examples are to go, in which many of them stand; `words` the fewest and most words for each
    word of prose; `sentence_words` the most that its sentences may have on average. A style that is `selective` may leave lesser facts out,
    the others none. With `questions` each part is a question with its answer; `line_mark` stands before each part where parts are lines.
    The defaults are the bounds of a style that tells every fact in words of its own.
    """

    asks: str
    sentences: float = 0.85
    numbers: float = 1
    names: float = 0.8
    terms: float = 0.6
    words: tuple[float, float] = (0.6, 1.8)
    sentence_words: float | None = None
    selective: bool = False
    questions: bool = False
    line_mark: str = ""


GUIDES = {
    Style.EASY: Guide(
        asks="easy: for a child of ten or somebody who learns the language. Short sentences (12 words or so), one thought each, everyday "
        "words; a word of the field stays where it is the name of the thing. One to four paragraphs. Every fact of the passage is told.",
        terms=0.5,
        words=(0.6, 2.2),
        sentence_words=20,
    ),
    Style.MEDIUM: Guide(
        asks="medium: in the plain, careful prose of a good newspaper or encyclopedia, for an educated reader outside the field. Whole, "
        "well connected paragraphs in an order of your own. Every fact of the passage is told.",
    ),
    Style.TERSE: Guide(
        asks="terse: dense and exact, for an expert who reads fast. The words of the field, no examples or repetitions, nothing "
        "that such a reader takes for granted, in about half of the words. One paragraph.",
        sentences=0.4,
        numbers=0.4,
        names=0.2,
        terms=0.3,
        words=(0.15, 0.9),
        selective=True,
    ),
    Style.QA: Guide(
        asks="qa: as questions and answers that together tell every fact of the passage, three to eight pairs. Each part is a pair: the "
        "question as its lead, the answer, one to three sentences, as its sentences. Each question names its subject in full and can be "
        "understood without the passage; the answer does not stand in the question. The questions differ in kind "
        "(what, why, how, when, how much).",
        sentences=0.7,
        numbers=0.8,
        names=0.6,
        terms=0.6,
        words=(0.5, 2.8),
        questions=True,
    ),
    Style.WIKI: Guide(
        asks="wiki: as an article of an encyclopedia. It begins by saying what its subject is, goes from the general to the particular in "
        "neutral, formal prose in the third person, and addresses nobody. Every fact of the passage is told.",
    ),
    Style.KNOWLEDGE_LIST: Guide(
        asks="knowledge-list: as a list of what can be known from the passage. Each part is one line: one sentence, seldom two, that "
        "states one fact by itself, naming what it is about. No stories, no phrases that lead over, nothing twice; from the most general "
        "to the most particular.",
        sentences=0.6,
        numbers=0.8,
        names=0.6,
        terms=0.6,
        words=(0.3, 1.6),
        selective=True,
        line_mark="- ",
    ),
    Style.DISTIL: Guide(
        asks="distil: the passage brought down to its core in clear, short prose, about a third of its words: the main statements with "
        "their conditions and exact figures; examples, asides and repetitions go. One paragraph.",
        sentences=0.25,
        numbers=0.3,
        names=0,
        terms=0.2,
        words=(0.1, 0.7),
        selective=True,
    ),
}
