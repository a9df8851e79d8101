"""The roles of Constitutional AI: a response is criticised and revised by one principle after the other, and two responses are compared."""
