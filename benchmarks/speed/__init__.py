"""How fast a run is, beside bare HTTP making the same calls, the usual way to build such a graph, and other generators."""
