"""Records reviewed by people: which are drawn, what a review says, and what follows from all of them."""
