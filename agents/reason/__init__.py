"""The roles of reasoning: a problem is worked out step by step, again with the answer as a hint where nobody found it, and judged."""
