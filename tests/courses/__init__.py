"""Addiction courses with their fourteen days, and offers at the centres."""
