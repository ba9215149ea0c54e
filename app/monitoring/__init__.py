"""Monitoring (monitorering): what the municipality counts, from the program's own records.

For the working group: leaders and administrators, at their own centres, plain figures that must not be handed on. The
steering group sees how things are counted and adopts definitions; it gets figures only with disclosure control. Words:
indicator (indikator), definition, period (periode), challenge (udfordring), income (forsørgelsesgrundlag).
"""
