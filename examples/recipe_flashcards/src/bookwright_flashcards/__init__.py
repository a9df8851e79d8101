"""A recipe that makes flashcards."""
