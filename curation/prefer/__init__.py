"""What becomes of the answers to a prompt: which are ranked above which, which two make a pair, and what speaks against it."""
