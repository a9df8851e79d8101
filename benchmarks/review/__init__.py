"""The review page looked at and worked with in a browser."""
