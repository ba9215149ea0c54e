"""Addiction courses with their fourteen days (SIV-30), and offers at the centres (SIV-31). *Course*: from the wish for
treatment to its end, with or without a name. *Offer*: something that is run at a centre, such as NADA or debt advice,
with who came to it.
"""
