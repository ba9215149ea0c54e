"""The tests: stories about named people, on both databases."""
