"""The reason command."""
