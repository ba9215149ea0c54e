"""Drafts: what somebody is typing is not lost."""
