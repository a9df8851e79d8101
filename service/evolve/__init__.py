"""The evolve command."""
