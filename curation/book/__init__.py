"""A finished book: what it holds, and what is checked over all of it."""
