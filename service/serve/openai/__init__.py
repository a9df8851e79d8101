"""Chat completions over an owner's documents: answers with their sources, or none."""
