"""Tests of citizens."""
