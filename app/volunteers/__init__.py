"""Helpers (SIV-06): volunteers (frivillige) and people in activation (aktiverede) who help at a centre.

They have no account, sign in nowhere and see no records. Kept by those who work at the centre and its leader.
"""
