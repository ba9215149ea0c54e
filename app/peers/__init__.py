"""Citizen to citizen (borger til borger, SIV-43): what somebody offers others, or asks of them, hung up at a centre.

A first name of their own choosing and how they are found; nobody of the register. Whoever hung it up has three words
with which they take it down, and it comes down by itself after a while.
"""
