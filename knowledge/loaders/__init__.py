"""The loaders: one file per format, each with `load(data) -> Parsed`."""
