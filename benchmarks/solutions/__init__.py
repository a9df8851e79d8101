"""Are wrong solutions caught, do sound ones pass, does anything get out of the sandbox: `python -m benchmarks.solutions --data DATA`."""
