"""Harnesses that kill a server, fill it with work, and ask it everything that its OpenAPI allows."""
