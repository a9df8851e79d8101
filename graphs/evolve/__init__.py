"""Evol-Instruct: instructions are rewritten to be harder or broader, round by round; what gains nothing is eliminated."""
