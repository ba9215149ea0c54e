"""What days, steps and refusals of follow-ups are called on the screens."""

from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.followups import cover
from app.followups.followup import Reason, Step, When
from app.language import chosen, day

REFUSALS: dict[Reason, LazyString] = {
    Reason.NO_TEXT: _l("Skriv, hvad der skal ske."),
    Reason.IN_THE_PAST: _l("Dagen er gået. Vælg i dag eller en dag, der kommer."),
    Reason.TOO_FAR: _l("Det er over to år frem. Vælg en tidligere dag."),
    Reason.NO_REASON: _l("Skriv kort, hvorfor det ikke længere er aktuelt."),
    Reason.NOT_NOW: _l("Den er allerede taget hånd om."),
}

COVER_REFUSALS: dict[cover.Reason, LazyString] = {
    cover.Reason.SELF: _l("Man kan ikke passe sine egne opgaver for sig selv. Vælg to forskellige."),
    cover.Reason.ENDS_FIRST: _l("Den sidste dag ligger før den første. Ret en af dem."),
    cover.Reason.OVER: _l("Dagene er gået. Vælg i dag eller dage, der kommer."),
    cover.Reason.TOO_LONG: _l("Det er over et år. Vælg en tidligere sidste dag."),
    cover.Reason.ALREADY_COVERED: _l(
        "En anden passer allerede opgaverne i de dage. Afslut det først, eller ret dagene."
    ),
    cover.Reason.AWAY_TOO: _l("Den, du har valgt, er selv væk i de dage. Vælg en anden."),
    cover.Reason.NO_SHARED_PLACE: _l("De to arbejder ikke på samme sted for samme driftsherre. Vælg en anden."),
    cover.Reason.NOT_YOURS: _l("Du kan aftale det, når du selv er en af de to. Ellers gør lederen det."),
}

SECTIONS: dict[When, LazyString] = {
    When.OVERDUE: _l("Forsinket"),
    When.TODAY: _l("I dag"),
    When.COMING: _l("Kommer de næste 7 dage"),
    When.LATER: _l("Senere"),
}

NONE: dict[When, LazyString] = {
    When.OVERDUE: _l("Intet er forsinket."),
    When.TODAY: _l("Ingen opfølgninger i dag."),
    When.COMING: _l("Ingen de næste 7 dage."),
    When.LATER: _l("Ingen senere."),
}


def how_late(due_on: date, today: date) -> str:
    """«2 dage for sent», «I dag», «I morgen», else the date."""
    days = (today - due_on).days
    if days > 0:
        return ngettext("%(num)s dag for sent", "%(num)s dage for sent", days)
    if days == 0:
        return _("I dag")
    return _("I morgen") if days == -1 else day(due_on)


def happened(
    step: Step,
    name: str,
    to_on: date | None = None,
    to_name: str | None = None,
    words: str = "",
    *,
    to_self: bool = False,
) -> str:
    """A line of a follow-up's history, such as «Mette flyttede dagen til 24. nov.»; `to_self`: whoever took the step
    sees to it from now on. Without `words` it says what was done, and nothing of what stands there.
    """
    if step is Step.DONE:
        return _("Klaret af %(name)s", name=name)
    if step is Step.POSTPONED:
        return _("%(name)s flyttede dagen til %(day)s", name=name, day=day(to_on) if to_on else "")
    if step is Step.NOT_RELEVANT and not words:
        return _("Ikke længere aktuelt, skriver %(name)s", name=name)
    if step is Step.NOT_RELEVANT:
        return _("Ikke længere aktuelt, skriver %(name)s: %(words)s", name=name, words=words)
    if step is Step.TAKEN_OVER and to_self:
        return _("%(name)s tog den", name=name)
    if step is Step.TAKEN_OVER:
        return _("%(name)s gav den til %(to)s", name=name, to=to_name or _("hele stedet"))
    if step is Step.REWORDED and not words:
        return _("%(name)s rettede teksten", name=name)
    if step is Step.REWORDED:
        return _("%(name)s rettede teksten. Før stod der: %(words)s", name=name, words=words)
    return _("%(name)s åbnede den igen", name=name)


def possessive(name: str) -> str:
    """«Mettes», «Jens'»; in English “Mette’s”."""
    first = name.split()[0] if name.split() else name
    if chosen() == "en":
        return f"{first}’s"
    return f"{first}'" if first[-1:].lower() in "sxz" else f"{first}s"


def first_name(name: str) -> str:
    """What a colleague is called on a row."""
    return name.split()[0] if name.split() else name
