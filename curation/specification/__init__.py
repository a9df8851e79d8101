"""What is asked of each item beside its source: a grid of personas, audiences, levels, kinds, lengths and languages."""
