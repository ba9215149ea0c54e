"""Sessions, their board and the talks."""
