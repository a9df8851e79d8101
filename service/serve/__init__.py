"""The agent endpoint: threads, runs and their events, kept on disk, and the façades over them."""
