"""Future workshops (fremtidsværksted, SIV-44): a room finds ideas in three rounds, gives them dots, and one of them
becomes an application.

Ideas come from the room's tablets at the citizens' door, and from staff; the big screen shows them. Nobody has an
account: whoever is in the room draws a slip, and a slip is what gives dots.
"""
