"""Tests of ideas, applications and the citizens' door."""
