"""Webhooks: who asked for it is told when a run has ended."""
