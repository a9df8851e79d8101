"""The roles of preference pairs: those who answer a prompt, and those who say which answers are better."""
