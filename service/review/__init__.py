"""Reviewing a run on a page, and what comes of it."""
