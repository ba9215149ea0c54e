"""The sealed ballot: a citizen answers a few questions after a talk, and nobody can tell who said what.

Behind a wall: this package imports centres and the kernel only, and the rest of the program comes in by two doors,
`handover` (a ticket for somebody who was just talked with) and `results` (what was counted). docs/decisions/0020 says
what is protected, against whom, and what is not.
"""
