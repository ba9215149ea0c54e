"""The SKP worker's and the centre worker's day: contacts (kontakter) and the plain count of heads (optælling).

A contact is one page and three taps: who, what kind, what about. Who may be a citizen of the register, somebody
without a name, or a group. Words: outreach (opsøgende arbejde), SKP (støtte- og kontaktperson, SEL § 99).
"""
