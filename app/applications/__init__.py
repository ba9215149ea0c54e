"""Ideas and applications for money to group activities, made by citizens at the centre's tablet (SIV-40).

Nobody is signed in at the door, and nobody's record is linked: who applies writes names of their own choosing. What a
citizen has begun or sent is opened again by three words.
"""
