"""The rephrase command."""
