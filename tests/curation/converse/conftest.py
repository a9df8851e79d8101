"""The dialogue of the roles' own tests."""

from tests.agents.converse.conftest import item, sound

__all__ = ["item", "sound"]
