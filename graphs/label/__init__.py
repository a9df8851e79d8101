"""Labelling: every labeller votes on a text; where they agree it has its label, where they do not people decide."""
