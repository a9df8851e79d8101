"""A book looked at in a browser."""
