"""The Model Context Protocol over the run service."""
