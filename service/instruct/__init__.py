"""The instruct command."""
