"""The prefer command."""
