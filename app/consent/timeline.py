"""What consent adds to a citizen's page: what is shared with whom, on the timeline too; and what it opens."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app import clock, log
from app.access import Act
from app.accounts.permissions import allows, owns
from app.accounts.role import Person
from app.citizens.models import Citizen, opened_by
from app.citizens.readers import on_ground, shares
from app.citizens.sections import Section, section
from app.citizens.timeline import Event, source
from app.consent import queries
from app.consent.models import Consent, GroundOpening, owner_of
from app.consent.views import sees_whole
from app.consent.words import about, short, told
from app.language import day

shares(queries.consented)
shares(queries.opened_on_ground)
opened_by(queries.names_a_party_of)


@on_ground
def ground(person: Person, citizen: Citizen) -> log.Ground | None:
    """What is read of others today on a legal ground, or in a record that only a consent opens, is logged as that."""
    if queries.opened_on_ground(person, [citizen.id]):
        return log.Ground.LEGAL_GROUND
    return None if owns(person, Act.OPEN_CITIZEN, citizen) else log.Ground.CONSENT


@section
def consents(citizen: Citizen, person: Person) -> Section | None:
    """What is shared with whom, since when, and when the citizen is asked again."""
    found = queries.consents_of(citizen)
    whole = sees_whole(person, found)
    may_keep = allows(person, Act.KEEP_CONSENT, citizen)
    rows = [_row(one, one.id in whole) for one in found]
    return Section(
        "consent/_of_citizen.html",
        {
            "citizen": citizen,
            "may_keep": may_keep,
            "standing": [row for row, one in zip(rows, found, strict=True) if one.withdrawn_at is None],
            "past": [row for row, one in zip(rows, found, strict=True) if one.withdrawn_at is not None],
        },
        found,
    )


@source
def given_and_withdrawn(citizen: Citizen, person: Person) -> Iterable[Event]:
    """When the citizen said yes, was asked again, and took it back."""
    found = queries.consents_of(citizen)
    whole = sees_whole(person, found)
    for one in found:
        said = told(one) if one.id in whole else f"{short(one)}."
        by = _("Skrevet op af %(name)s", name=one.taken_by.name)
        yield Event(one.given_at, _("Gav samtykke"), f"{said} {by}.", record=one)
        if one.withdrawn_at:
            yield Event(one.withdrawn_at, _("Tog et samtykke tilbage"), _("Det var: %(said)s", said=said), record=one)


@source
def opened_on_ground(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Who opened what others had written without the citizen's yes, and on which ground; for what, only for those whom
    it concerns.
    """
    parties = queries.parties_of(person)
    for one in queries.ground_openings_of(citizen):
        title = _("%(name)s åbnede med lovhjemmel, hvad %(party)s har skrevet", name=one.account.name, party=one.name)
        concerned = one.account_id == person.account_id or owner_of(one.department, one.centre) in parties
        yield Event(one.opened_at, title, _of_ground(one, concerned), record=one)


def _of_ground(opening: GroundOpening, concerned: bool) -> str:
    return f"{opening.legal_ground.paragraph}. {opening.purpose}" if concerned else f"{opening.legal_ground.paragraph}."


def _row(consent: Consent, whole: bool) -> dict[str, object]:
    parts = [about(consent).capitalize() if whole else ""]
    if consent.withdrawn_at:
        parts.append(_("taget tilbage %(day)s", day=day(consent.withdrawn_at)))
    else:
        parts.append(_("siden %(day)s", day=day(consent.given_at)))
        if consent.review_on:
            due = consent.review_on <= clock.today()
            when = day(consent.review_on)
            parts.append(_("skulle spørges igen %(day)s", day=when) if due else _("spørg igen %(day)s", day=when))
    return {"id": consent.id, "title": short(consent), "line": " · ".join(part for part in parts if part)}
