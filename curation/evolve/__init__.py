"""The rules of Evol-Instruct: which operator, how long a rewrite may be, what is eliminated, and what counts as harder."""
