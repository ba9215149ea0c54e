"""The citizens' committee (SIV-41): its seats, criteria and meetings, its votes, and what it decides.

*Seat*: a citizen's, for a term, with an account only where they want to vote on a tablet. *Point*: what a meeting takes
up, an application or new criteria. *Ballot*: one vote about a point. *Place*: what one voter fills, a member their own,
a substitute that of somebody who is absent or has an interest.
"""
