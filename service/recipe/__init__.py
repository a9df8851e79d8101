"""Running any recipe: its options, its run directory, and the command around it."""
