"""What is worth teaching: prose in sentences, not the apparatus of a document."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from bookwright.agents.extractive.guide.titles import clean
from bookwright.agents.textbook.plan import Cluster
from bookwright.knowledge.language import language_of

LANGUAGE = "en"
LEAST_WORDS = 20
LEAST_SAID = 8
"""Words from which the language of a document is told."""
APPARATUS = {
    "a change log": r"change ?logs?|release notes|revision history|version history|history of changes|changes|errata",
    "a table of contents": r"(?:table of )?contents|summary of contents|toc|list of (?:figures|tables)|in this (?:chapter|section|article)",
    "a list of sources": r"references|bibliography|works cited|(?:further|additional|recommended|suggested) (?:reading|resources)|"
    r"see also|external links|sources|links|media|resources|learn more",
    "about the document and not its subject": r"acknowledge?ments?|colophon|about the authors?|contributors?|title[- ]page|cover|imprint|"
    r"translations?(?: of the (?:book|documentation))?|note to (?:reviewers|readers)|dedication|"
    r"how to (?:use|read|contribute to) this \w+|source code|contributing",
    "an index": r"index",
}
TITLES = {why: re.compile(rf"(?:{pattern})", re.IGNORECASE) for why, pattern in APPARATUS.items()}
LICENCE = re.compile(
    r"licen[cs]es?|(?:the )?\w+ licen[cs]e|copying|copyright(?: notice)?|third[- ]party (?:licen[cs]es|notices)", re.IGNORECASE
)
"""The title of a document that is a licence; a heading may be of the matter itself."""
BOILERPLATE = re.compile(
    r"Permission is hereby granted, free of charge|TERMS AND CONDITIONS FOR USE, REPRODUCTION|THE SOFTWARE IS PROVIDED"
)
ENDED = re.compile(r"[.!?:;…][”\"’')\]]*$")
LEAST_SENTENCES = 0.3
LINK = re.compile(r"https?://\S+|\bwww\.\S+")
WORDS_OF_A_LINK = 8
"""As many words beside each link make a sentence; fewer make a list of links."""


def why_unused(cluster: Cluster, title: str, path: str) -> str:
    """Why nothing is taught from a cluster of the document of this title at this path, in words; empty where it is worth teaching."""
    gist = " ".join(cluster.gist)
    apparatus = next(
        (
            why
            for heading in (*_above_all(cluster, title), PurePosixPath(path).stem)
            for why, form in TITLES.items()
            if form.fullmatch(clean(heading))
        ),
        "",
    )
    if apparatus:
        return f"is {apparatus}"
    if LICENCE.fullmatch(clean(title)) or BOILERPLATE.search(gist):
        return "is a licence"
    if cluster.words < LEAST_WORDS or not gist:
        return f"holds only {cluster.words} words of prose: code, tables, links or a heading"
    if sum(ENDED.search(sentence) is not None for sentence in cluster.gist) < LEAST_SENTENCES * len(cluster.gist):
        return "holds names and headings, but no sentences"
    return "is a list of links" if len(LINK.findall(gist)) * WORDS_OF_A_LINK > len(gist.split()) else ""


def why_unread(clusters: Sequence[Cluster]) -> str:
    """Why nothing is taught from a document whatever it holds: rules read English only. Told by the sentences of all of its clusters."""
    said = " ".join(sentence for cluster in clusters for sentence in cluster.gist)
    language = language_of(said) if len(said.split()) >= LEAST_SAID else LANGUAGE
    return "" if language == LANGUAGE else f"is not in English, the only language that the rules read, but in “{language}”"


def _above_all(cluster: Cluster, title: str) -> tuple[str, ...]:
    """The headings that all passages of the cluster stand under, and the title of the document."""
    shared = set.intersection(*(set(path) for path in cluster.headings)) if cluster.headings else set()
    return (title, *sorted(shared))
