"""A book as its reader holds it: one HTML file, Markdown by chapter, and an EPUB."""
