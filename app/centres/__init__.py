"""Where the work happens: drop-in centres (væresteder), the departments (afdelinger) whose staff come to them,
the efforts (indsatser) they bring, and the operators (driftsherrer) who answer for the data.

Used by everybody; changed by administrators.
"""
