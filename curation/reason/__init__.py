"""What becomes of a problem worked out: the answer held against the right one, hints that show, rewards, and what is kept."""
