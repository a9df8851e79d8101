"""What becomes of the votes on a text."""
