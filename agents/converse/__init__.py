"""The roles of grounded dialogue: somebody asks, turn by turn, somebody answers from passages, and others check both."""
