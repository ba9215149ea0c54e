"""The money that citizens decide over: a year's pool, and the ledger of all that was done with it (SIV-41).

Nothing in here knows what an application is: a grant is a number that whoever grants it chooses.
"""
