"""LangGraph's wire: the routes that its SDKs and RemoteGraph call."""
