"""How well the checks over a whole book find what is wrong across its sections."""
