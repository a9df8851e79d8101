"""Trains the support score and says how good it is: `python -m benchmarks.support train|report --data DATA`."""
