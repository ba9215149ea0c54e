"""Mentor support (mentorstøtte, SIV-04): somebody at a centre is mentor for a citizen so many hours a week.

A department (as a rule the jobcentre) asks for it; an agreement says who, how much, from when and to when, and
lasts a year at most. Used by those who work at the centre; a leader sees numbers and hours, never a citizen.
"""
