"""Tests of centres."""
