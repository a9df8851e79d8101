"""Who speaks: roles, teams and the access to chat models."""

if __name__ == "agents":
    raise ImportError("import bookwright.agents, not agents")
