"""Grounded dialogue: somebody asks and is answered turn by turn, then the whole is read, mended and judged."""
