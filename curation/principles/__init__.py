"""The rules of Constitutional AI: which principle is drawn, and how sure a preference may be."""
