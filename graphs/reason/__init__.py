"""Reasoning: a problem is worked out several times; what comes to the right answer is kept; where nothing does, a hint is given."""
