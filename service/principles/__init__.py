"""The principles command."""
