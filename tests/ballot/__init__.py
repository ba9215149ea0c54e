"""Looking for what could tell who said what, in everything that the program leaves behind.

`make ballot-audit` prints a figure for each search, and beside it that a fault which was planted on purpose is found.
"""
