"""The rules of Self-Instruct and Alpaca: which instructions and instances are kept."""
