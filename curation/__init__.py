"""What is kept: records, gates, and the files that a run leaves."""

if __name__ == "curation":
    raise ImportError("import bookwright.curation, not curation")
