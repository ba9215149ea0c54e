"""Consents on «Mangler oplysninger»: about which the citizen would like to be asked again by today.

Never what they are about: that may be health, and the list is everybody's at the centre.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.accounts.role import Person
from app.consent import queries
from app.consent.models import Consent
from app.desk.incomplete import Missing, Row, register
from app.language import day


def _ids(person: Person) -> sa.Select[int]:
    return queries.to_review(person, clock.today()).with_only_columns(Consent.id).order_by(None)


def _first(person: Person, most: int) -> Sequence[Row]:
    return [_row(consent) for consent in queries.first_to_review(person, clock.today(), most)]


def _row(consent: Consent) -> Row:
    due = day(consent.review_on) if consent.review_on else ""
    line = _("Gav samtykke %(given)s, skulle spørges igen %(due)s", given=day(consent.given_at), due=due)
    href = url_for("consent.consent", consent_id=consent.id)
    return Row(consent.id, consent.citizen.name, line, href, (consent.citizen, consent))


register(
    Missing(
        "consent_review",
        _l("Gælder samtykket stadig?"),
        _l("Borgeren ville gerne spørges igen. Samtykket gælder, til det bliver taget tilbage."),
        _ids,
        _first,
        "desk/_missing_consent.html",
    )
)
