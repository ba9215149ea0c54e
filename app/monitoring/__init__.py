"""Monitoring (monitorering): the tables that Haderslev published, counted from the program's own records.

For the working group: leaders and administrators. The steering group sees how things are counted, and gets figures
only with disclosure control. Words: challenge (udfordring), income (forsørgelsesgrundlag), period (periode).
"""
