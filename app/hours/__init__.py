"""SKP hours (SIV-10): how many hours of outreach (SKP, SEL § 99) a centre has agreed, against those it used.

Every contact that is recorded at a centre is SKP work, with the minutes that it took. Leaders set the hours; those
who work at the centre see their own.
"""
