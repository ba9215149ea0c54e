"""Those who sign in: staff and committee members, their roles at centres, their sessions on shared tablets.

One account per person (rules R20). A role is held at a centre, or for a department at centres; the page of
permissions (`permissions.py`) says what each role may do. Administrators invite, change and disable; nobody
can read a password. Words: account (bruger), role (rolle), invitation (invitation), sign-in (login), device (tablet).
"""
