"""Making instructions: rounds of calls for new tasks, each of which, if it is new, gets its instances."""
