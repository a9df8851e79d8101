"""Preference pairs: several answers to a prompt are ranked, and two of them make a pair; or a run's own critique loops do."""
