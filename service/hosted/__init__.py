"""The graphs and their door where another server than ours runs them: LangGraph's own, or one that reads langgraph.json as it does."""
