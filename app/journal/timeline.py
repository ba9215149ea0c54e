"""What the journal adds to a citizen's timeline: that something went out, and when."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.accounts.role import Person
from app.citizens.models import Citizen
from app.citizens.timeline import Event, source
from app.journal import queries
from app.journal.words import counted
from app.outreach.correcting import holds_on

holds_on(queries.was_sent)


@source
def sent(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every file that went out about the citizen from where the person works."""
    for export, number in queries.sent_about(citizen, person):
        title = _("%(name)s tog %(what)s med i en fil til journalen", name=export.author.name, what=counted(*number))
        yield Event(export.made_at, title)
