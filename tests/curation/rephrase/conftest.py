"""The text of the roles' own tests."""

from tests.agents.rephrase.conftest import item, text

__all__ = ["item", "text"]
