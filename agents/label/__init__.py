"""The roles of labelling: a text is given one of the labels of a scheme, with the words that decide it."""
