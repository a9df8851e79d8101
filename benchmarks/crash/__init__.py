"""Harnesses that kill the command line and starve it of good answers, and look at what is left."""
