"""What was agreed, and who sees to it: follow-ups (opfølgninger) with a day and a person, cover for a colleague who is
away, and handing a leaver's tasks to somebody else.

A follow-up belongs to a centre and is read by those who work there under the same controller. Other features' open
tasks (bridges, agreements, drafts) come to cover and handing over through the register in `tasks.py`.
"""
