"""Calls to Borgerservice, and job interviews followed up."""
