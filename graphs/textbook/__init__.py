"""The textbook graph: survey, plan, sections with their exercises in waves, and the book that they come to."""
