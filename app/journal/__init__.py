"""What belongs in the journal of record (rules R13): the municipality's own system holds it, not this program.

A contact is marked («Hører til i journalen»); what is marked and not sent goes out as one file, as PDF and as CSV
from the same rows; what was sent is listed with its date, and can be fetched again for a while, word for word.
How long the text of what was sent is kept (`journal_item`) is decided with the retention rules of privacy, not here.
Used by centre and SKP workers and by the caseworkers, addiction and health workers who visit.
"""
