"""A chat-completions server that answers well, or misbehaves in one of 36 ways, as a plan tells it: a scripted stand-in for a model."""
