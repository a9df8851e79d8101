"""A role that adds a language to accepted records."""
