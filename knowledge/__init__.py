"""What they stand on: documents, passages, retrieval and evidence."""

if __name__ == "knowledge":
    raise ImportError("import bookwright.knowledge, not knowledge")
