"""How they meet: typed state, nodes, routing and one builder per graph."""

if __name__ == "graphs":
    raise ImportError("import bookwright.graphs, not graphs")
