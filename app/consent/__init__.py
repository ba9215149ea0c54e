"""Consent and what it lets others read."""
