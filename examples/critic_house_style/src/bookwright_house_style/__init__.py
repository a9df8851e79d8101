"""A critic that holds answers to a house style."""
