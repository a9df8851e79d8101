"""What is asked of a rephrased passage without a model: the pieces it is made from, what survives, how it is written."""
