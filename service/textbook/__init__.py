"""The textbook command: a book in a run directory."""
