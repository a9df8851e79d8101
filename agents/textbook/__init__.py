"""The seats of a textbook: who surveys, plans, writes, reads and checks it."""
