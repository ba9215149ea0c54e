"""Future workshops."""
