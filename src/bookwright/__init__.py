"""Bookwright: grounded question-and-answer data and teaching text from a person's own documents.

Importing this package opens no client, reads no environment and sets up no logging; the rooms (`bookwright.knowledge`,
`bookwright.agents`, `bookwright.curation`, `bookwright.graphs`, `bookwright.service`) are imported when they are needed.
"""

from pathlib import Path

__version__ = "0.1.0"

if not Path(__file__).with_name("agents").is_dir():  # a checkout without symbolic links
    __path__.append(str(Path(__file__).parents[2]))
