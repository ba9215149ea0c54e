"""Questions to Borgerservice (the hotline), and job interviews that are followed up outside the session (SIV-24).
*Call*: a question of a centre, asked on the phone or in writing, and its answer. *Interview*: a talk about a job that
a citizen goes to.
"""
