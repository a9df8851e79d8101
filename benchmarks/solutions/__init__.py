"""Whether wrong solutions are caught, sound ones pass, and nothing gets out of the sandbox: `python -m benchmarks.solutions --data DATA`."""
