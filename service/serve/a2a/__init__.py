"""The Agent2Agent protocol over the run service."""
