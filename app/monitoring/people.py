"""Indicators of who came: citizens and contacts, challenges, income, and whether they were known before."""

from flask_babel import lazy_gettext as _l

from app.casework.models import Conversation
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED, ChallengeNoted, Citizen, IncomeNoted
from app.monitoring import defining, queries
from app.monitoring.counting import citizens, citizens_in
from app.monitoring.grid import Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import AS_OF_A_DAY, Asked, Indicator, Theme, register
from app.monitoring.kept import number, together
from app.monitoring.models import Grouped
from app.monitoring.people_behind import of_contacts
from app.monitoring.words import CITIZENS_AND_CONTACTS, TITLES, label
from app.outreach.models import Contact


def _citizens_and_contacts(asked: Asked) -> Column:
    kept = asked.kept.contacts
    behind = of_contacts(asked.scope) if asked.behind else None
    named = kept.contacts - kept.without_record
    lines = (
        Line("citizens", Unit.CITIZENS, in_percent=False),
        Line("contacts", Unit.CONTACTS, in_percent=False),
        Line("contacts_named", Unit.CONTACTS, in_percent=False),
        Line("contacts_without_record", Unit.CONTACTS, in_percent=False),
        Line("people_without_record", Unit.PEOPLE, in_percent=False),
    )
    people = kept.people_without_record
    return Column(
        lines,
        {
            "citizens": citizens(asked.kept.citizens),
            "contacts": Cell(kept.contacts, None if behind is None else behind + people),
            "contacts_named": Cell(named, behind),
            "contacts_without_record": Cell(kept.without_record, people if asked.behind else None),
            "people_without_record": Cell(people, people if asked.behind else None),
        },
        sums=(RowSum("contacts", ("contacts_named", "contacts_without_record")),),
    )


def _challenges(asked: Asked) -> Column:
    counted = {one.value: number(asked.kept.talked_about(one).values()) for one in Challenge}
    return citizens_in([one.value for one in Challenge], counted, asked.kept.citizens, one_each=False)


def _challenge_groups(asked: Asked) -> Column:
    talked = {one.value: asked.kept.talked_about(one) for one in Challenge}
    groups = defining.groups("challenge_groups", Grouped.CHALLENGES, asked.version).groups
    counted = {group.key: number(together(talked[one.member] for one in group.members).values()) for group in groups}
    return citizens_in(list(counted), counted, asked.kept.citizens, one_each=False)


def _incomes(asked: Asked) -> dict[str, int]:
    counted = {source.key: asked.kept.living_on.get(source.id, 0) for source in queries.income_sources()}
    counted[NOT_NOTED] = asked.kept.citizens - sum(value for key, value in counted.items() if key != NOT_NOTED)
    return counted


def _income(asked: Asked) -> Column:
    counted = _incomes(asked)
    order = [key for key in counted if key != NOT_NOTED]
    return citizens_in(order, counted, asked.kept.citizens - counted[NOT_NOTED], one_each=True)


def _income_groups(asked: Asked) -> Column:
    counted = _incomes(asked)
    groups = defining.groups("income_groups", Grouped.INCOME, asked.version).groups
    grouped = {group.key: sum(counted.get(one.member, 0) for one in group.members) for group in groups}
    noted = asked.kept.citizens - counted[NOT_NOTED]
    return citizens_in(list(grouped), {**grouped, NOT_NOTED: counted[NOT_NOTED]}, noted, one_each=False)


def _known_before(asked: Asked) -> Column:
    answers = asked.kept.known_before
    order = [answer.value for answer in KnownBefore]
    return citizens_in(order, answers, asked.kept.citizens - answers[NOT_NOTED], one_each=True)


register(
    Indicator(
        "citizens",
        Theme.PEOPLE,
        TITLES["citizens"],
        _l("Hvor mange borgere når vi, og hvor mange kontakter bliver det til?"),
        _l(
            "En borger tæller én gang: alle med alias eller navn, der har haft mindst én kontakt eller samtale i "
            "perioden. Kontakter uden navn og grupper tælles ved siden af, med hvor mange mennesker der var med."
        ),
        (Contact, Conversation),
        _citizens_and_contacts,
        label(CITIZENS_AND_CONTACTS),
    )
)
register(
    Indicator(
        "known_before",
        Theme.PEOPLE,
        TITLES["known_before"],
        _l("Når vi nogen, som kommunen ikke kendte?"),
        _l(
            "Ved den første kontakt spørger vi én gang, om nogen afdeling kendte borgeren. "
            "Procenterne er af dem, hvor svaret er noteret."
        ),
        (Citizen, Contact, Conversation),
        _known_before,
        label("known_before"),
        of=_l("de borgere, hvor det er noteret"),
    )
)
register(
    Indicator(
        "challenges",
        Theme.TOPICS,
        TITLES["challenges"],
        _l("Hvad er svært for borgerne?"),
        _l("De udfordringer, der er talt om i perioden. En borger kan tale om flere ting og tæller én gang i hver."),
        (ChallengeNoted, Contact, Conversation),
        _challenges,
        label("challenges"),
        of=_l("alle borgere i perioden"),
        sensitive=True,
    )
)
register(
    Indicator(
        "challenge_groups",
        Theme.TOPICS,
        TITLES["challenge_groups"],
        _l("Hvor meget fylder hvert område?"),
        _l("En gruppe er de borgere, der har talt om mindst én af gruppens udfordringer, hver talt én gang."),
        (ChallengeNoted, Contact, Conversation),
        _challenge_groups,
        label("challenge_groups"),
        of=_l("alle borgere i perioden"),
        sensitive=True,
        groups=Grouped.CHALLENGES,
    )
)
register(
    Indicator(
        "income",
        Theme.INCOME,
        TITLES["income"],
        _l("Hvad lever borgerne af?"),
        _l(
            "Den indkomst, der sidst er noteret på eller før periodens sidste dag, for hver borger i perioden. "
            "«Ikke noteret» står for sig."
        ),
        (IncomeNoted, Contact, Conversation),
        _income,
        label("income"),
        by=AS_OF_A_DAY,
        of=_l("de borgere, hvor det er noteret"),
    )
)
register(
    Indicator(
        "income_groups",
        Theme.INCOME,
        TITLES["income_groups"],
        _l("Hvor mange har en aktiv sag i jobcentret?"),
        _l("Indkomsterne lagt sammen i grupper. SU er i Haderslevs opgørelse ikke i nogen gruppe."),
        (IncomeNoted, Contact, Conversation),
        _income_groups,
        label("income_groups"),
        by=AS_OF_A_DAY,
        of=_l("de borgere, hvor det er noteret"),
        groups=Grouped.INCOME,
    )
)
