"""The demo: Haderslev's five centres with invented people, recorded through the program's own functions.

372 citizens of 2014-2016, whose tables equal the published ones, and a living week around today for every role.
"""
