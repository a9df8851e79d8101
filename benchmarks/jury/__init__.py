"""What a jury is worth on recorded verdicts, with no model call: `python -m benchmarks.jury --data DATA`."""
