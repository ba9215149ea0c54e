"""What the journal's pages say about what is in a file."""

from flask_babel import gettext as _
from flask_babel import ngettext


def counted(contacts: int, decisions: int) -> str:
    """«2 kontakter og 1 afgørelse»."""
    parts = [
        ngettext("%(num)s kontakt", "%(num)s kontakter", contacts) if contacts or not decisions else "",
        ngettext("%(num)s afgørelse", "%(num)s afgørelser", decisions) if decisions else "",
    ]
    return f" {_('og')} ".join(part for part in parts if part)
