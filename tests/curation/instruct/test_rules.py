"""The rules of Self-Instruct and Alpaca on fixed instructions."""

import pytest

from bookwright.curation.instruct.rules import UNHEARABLE, UNSEEABLE, InstructionRules, rules_for

RULES = InstructionRules()
ALPACA = InstructionRules(refused=(*UNSEEABLE, *UNHEARABLE))


@pytest.mark.parametrize(
    ("instruction", "cause"),
    [
        ("Name three rivers", "words"),
        ("Name three European rivers", None),
        ("word " * 150, None),
        ("word " * 151, "words"),
        ("", "words"),
        ("Describe the image in detail", "blacklist"),
        ("Describe the Images in detail", "blacklist"),
        ("Say what the graph shows", "blacklist"),
        ("Say what both graphs show", "blacklist"),
        ("Find a title for this picture", "blacklist"),
        ("Find titles for these PICTURES", "blacklist"),
        ("Delete the file you opened", "blacklist"),
        ("Delete all files you opened", "blacklist"),
        ("Show the way on a map", "blacklist"),
        ("Show the way on two maps", "blacklist"),
        ("Draw a house with a garden", "blacklist"),
        ("Tell the plot of a novel", "blacklist"),
        ("Go to the nearest shop", "blacklist"),
        ("Withdraw the offer in one sentence", None),
        ("Write a paragraph about photography", None),
        ("Imagine a profile of a mapmaker", None),
        ("Say who has to go today", None),
        ("Write a program that adds numbers", "program"),
        ("write a Program that adds numbers", "program"),
        ("Write the program of a concert", None),
        ('"Hello" in four languages, please', "punctuation"),
        ("- name three European rivers", "punctuation"),
        ("Übersetze den Satz ins Englische", "script"),
        ("写一首关于春天的诗", "script"),
        ("Translate “Übung” into plain English", None),
        ("Suggest a video about rivers", None),
    ],
)
def test_an_instruction_breaks_this_rule_or_none(instruction: str, cause: str | None) -> None:
    broken = RULES.broken(instruction.strip())
    assert (broken[0] if broken else None) == cause


@pytest.mark.parametrize("word", ["video", "audio", "music", "flowchart", "diagram", "image", "go to"])
def test_alpaca_refuses_more_words(word: str) -> None:
    broken = ALPACA.broken(f"Say what this {word} is about")
    assert broken
    assert broken[0] == "blacklist"
    assert word in broken[1]


def test_where_the_seeds_have_letters_beyond_ascii_so_may_instructions() -> None:
    assert rules_for(["Nenne den Fluss", "Tell me why this joke’s not funny."]).ascii_start
    german = rules_for(["Nenne drei Flüsse"])
    assert german.broken("Übersetze den Satz ins Englische") is None
    assert rules_for(["写一首诗"]).broken("写一首关于春天的诗") is None


def test_words_without_spaces_are_counted_by_their_characters() -> None:
    chinese = rules_for(["写一首诗"])
    assert chinese.broken("写诗") == ("words", "it has 1 words, not 4 to 150")
    assert chinese.broken("诗" * 302) == ("words", "it has 151 words, not 4 to 150")
