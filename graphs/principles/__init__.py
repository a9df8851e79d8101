"""Constitutional AI: a response is criticised and revised by principles, then compared with what it was."""
