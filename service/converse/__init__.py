"""The converse command."""
