"""The roles of rephrasing: what a passage says is said again in another style, every sentence carried by the passage."""
