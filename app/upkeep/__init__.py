"""Keeping an installation alive: backups and their return, upgrades with a backup first, and tidying.

For the administrator of the machine, on the command line; what happens here happens to the database as a whole.
"""
