"""How much the texts of a set differ from each other. Every measure depends on how many there are: compare sets of the same size."""
