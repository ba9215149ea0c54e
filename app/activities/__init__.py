"""An activity that citizens run for citizens (SIV-42), from the grant to the plan, the report and the rest.

It is made from a granted application and opened at the citizens' door with the same three words. Names are those that
people chose; nobody of the register. Staff pay out, take back what is left, and see what is missing; what the activity
is like, the citizens write themselves.
"""
