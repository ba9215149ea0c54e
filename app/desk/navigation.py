"""The bar at the bottom: at most five ways, by what the person may do; the others stand on «Mere», the last of them."""

from dataclasses import dataclass, replace

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app.access import Act, SessionKind
from app.accounts.permissions import allows
from app.accounts.role import Person


@dataclass(frozen=True)
class Way:
    """One way in the bar or on «Mere», for whoever may do `act`, or `or_act`."""

    label: LazyString
    icon: str
    endpoint: str
    act: Act
    explained: LazyString | str = ""
    in_bar: bool = True
    """What is not used every day stands on «Mere» alone."""
    or_act: Act | None = None
    unless: Act | None = None
    """Whoever may do this has another way there."""
    leads_on_to: frozenset[str] = frozenset()
    """Further pages, by endpoint, that are reached through it."""

    @property
    def href(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        """Whether the page is there now."""
        return request.endpoint == self.endpoint or request.endpoint in self.leads_on_to

    def open_to(self, person: Person) -> bool:
        """Whether it leads this person anywhere."""
        if self.unless is not None and allows(person, self.unless):
            return False
        return allows(person, self.act) or (self.or_act is not None and allows(person, self.or_act))


WAYS = (
    # A contact that was saved is shown where the day begins.
    Way(_l("Min dag"), "home", "desk.start", Act.FOLLOW_UP, leads_on_to=frozenset({"outreach.create"})),
    Way(_l("Start"), "home", "desk.start", Act.START_DAY),
    Way(
        _l("Tavlen"),
        "format-list-bulleted",
        "casework.sessions",
        Act.TALK_AT_SESSION,
        _l("Hvem der venter, og hvem der taler med hvem"),
    ),
    Way(
        _l("Borgere"),
        "persons",
        "citizens.register_of_own",
        Act.FIND_CITIZENS,
        _l("Find en borger, og se, hvad der er sket"),
    ),
    Way(
        _l("Tavlen"),
        "format-list-bulleted",
        "casework.sessions",
        Act.RUN_BOARD,
        _l("Hvem der venter, og hvem der taler med hvem"),
    ),
    Way(
        _l("Opfølgning"),
        "checklist",
        "followups.every_follow_up",
        Act.FOLLOW_UP,
        _l("Alt, hvad der er aftalt, dit og hele stedets"),
    ),
    Way(
        _l("Overblik"),
        "analytics",
        "monitoring.figures",
        Act.SEE_FIGURES,
        _l("Hvordan det går: tallene for en periode og et værested"),
        leads_on_to=frozenset({"monitoring.source", "monitoring.source_differences"}),
    ),
    Way(
        _l("Temaer"),
        "format-list-bulleted",
        "monitoring.themes",
        Act.SEE_FIGURES,
        _l("Et emne ad gangen, med tabeller, før og nu og værested for værested"),
        in_bar=False,
        leads_on_to=frozenset({"monitoring.theme"}),
    ),
    Way(
        _l("Overblik"),
        "analytics",
        "monitoring.published_overview",
        Act.SEE_PUBLISHED,
        _l("De seneste tal, der er frigivet"),
        unless=Act.SEE_FIGURES,
    ),
    Way(
        _l("Temaer"),
        "format-list-bulleted",
        "monitoring.published_themes",
        Act.SEE_PUBLISHED,
        _l("De frigivne tal, et emne ad gangen"),
        unless=Act.SEE_FIGURES,
        leads_on_to=frozenset({"monitoring.published_theme"}),
    ),
    Way(
        _l("Rapporter"),
        "document",
        "monitoring.reports",
        Act.SEE_PUBLISHED,
        _l("De lukkede perioder, til læsning, møder og regneark"),
        unless=Act.SEE_FIGURES,
        leads_on_to=frozenset({"monitoring.report"}),
    ),
    Way(
        _l("Rapporter"),
        "document",
        "monitoring.reports",
        Act.SEE_PUBLISHED,
        _l("De lukkede perioder, til læsning, møder og regneark"),
        in_bar=False,
        leads_on_to=frozenset({"monitoring.report"}),
    ),
    Way(
        _l("Spørgeskemaet"),
        "sort-default",
        "survey.counted",
        Act.SEE_SURVEY,
        _l("Hvad borgerne svarede, talt sammen kvartal for kvartal"),
        in_bar=False,
    ),
    Way(
        _l("Perioder"),
        "calendar-month",
        "monitoring.periods",
        Act.CLOSE_PERIOD,
        _l("Luk et kvartal, så tallene kan ses, og lav interne rapporter"),
        in_bar=False,
        leads_on_to=frozenset({"monitoring.job"}),
    ),
    Way(
        _l("Planen"),
        "calendar-month",
        "casework.plan",
        Act.SEE_PLAN,
        _l("Hvem der holder rådgivning hvor og hvornår, og besøg, der er bestilt"),
        in_bar=False,
    ),
    Way(
        _l("Brobygninger"),
        "share",
        "outreach.all_bridges",
        Act.FOLLOW_BRIDGES,
        _l("Dem, du har sendt videre, og hvad der blev af det"),
        in_bar=False,
    ),
    Way(
        _l("Behandling"),
        "hourglass",
        "courses.courses",
        Act.KEEP_COURSES,
        _l("Hvem der vil i behandling, og hvor mange dage der er tilbage"),
        in_bar=False,
    ),
    Way(
        _l("Spørg Borgerservice"),
        "smartphone",
        "hotline.calls",
        Act.NOTE_CALL,
        _l("Det, I har spurgt om, og svarene"),
        in_bar=False,
    ),
    Way(
        _l("Jobsamtaler"),
        "business",
        "hotline.interviews",
        Act.FOLLOW_INTERVIEWS,
        _l("Spørg, hvordan det gik, når dagen er gået"),
        in_bar=False,
    ),
    Way(
        _l("Tilbud"),
        "groups",
        "courses.offers",
        Act.KEEP_OFFERS,
        _l("NADA, gældsrådgivning og andet på værestedet, og hvor mange der kom"),
        in_bar=False,
    ),
    Way(
        _l("Vil gerne i behandling"),
        "time",
        "courses.new_wish",
        Act.NOTE_WISH_FOR_TREATMENT,
        _l("Skriv op, at nogen vil i behandling, også uden navn"),
        in_bar=False,
    ),
    Way(
        _l("Mangler oplysninger"),
        "how-to-reg",
        "desk.missing",
        Act.COMPLETE_RECORDS,
        _l("Notér det, der ikke er spurgt om endnu, med ét tryk"),
        in_bar=False,
    ),
    Way(
        _l("Kladder"),
        "edit",
        "drafts.own",
        Act.FOLLOW_UP,
        _l("Det, du er begyndt at skrive og ikke har gemt"),
        in_bar=False,
        or_act=Act.HAND_OVER,
    ),
    Way(
        _l("Afgørelser"),
        "how-to-reg",
        "decisions.recent",
        Act.DECIDE,
        _l("Det, du er bedt om at afgøre, og det, I har afgjort"),
        in_bar=False,
    ),
    Way(
        _l("Kompetenceplanen"),
        "format-list-bulleted",
        "decisions.competence",
        Act.SEE_COMPETENCE,
        _l("Hvilken afdeling der må afgøre hvad"),
        in_bar=False,
    ),
    Way(
        _l("Til journalen"),
        "document",
        "journal.to_send",
        Act.SEND_TO_JOURNAL,
        _l("Det, der hører til i kommunens journal, som én fil"),
        in_bar=False,
    ),
    Way(
        _l("Mentoraftaler"),
        "contact-card",
        "mentoring.agreements",
        Act.KEEP_MENTOR_AGREEMENTS,
        _l("Dine og kollegernes aftaler om mentorstøtte"),
        in_bar=False,
    ),
    Way(
        _l("Fravær"),
        "calendar-month",
        "followups.covers",
        Act.COVER_TASKS,
        _l("Hvem der passer opgaverne, når en af jer er væk"),
        in_bar=False,
    ),
    Way(
        _l("Overdrag opgaver"),
        "arrow-forward",
        "followups.handover",
        Act.HAND_OVER,
        _l("Giv en kollega det hele, når nogen stopper"),
        in_bar=False,
    ),
    Way(
        _l("SKP-timer"),
        "time",
        "hours.hours",
        Act.SEE_SKP_HOURS,
        _l("Aftalte timer og brugte timer, uge for uge"),
        in_bar=False,
    ),
    Way(
        _l("Antal mentoraftaler"),
        "contact-card",
        "mentoring.loads",
        Act.COUNT_MENTOR_AGREEMENTS,
        _l("Hvor mange aftaler og timer hver medarbejder har"),
        in_bar=False,
    ),
    Way(
        _l("Spørgeskærm"),
        "smartphone",
        "survey.survey",
        Act.ASK_IN_SURVEY,
        _l("Gør tabletten til spørgeskærm, eller tast skemaer på papir ind"),
        in_bar=False,
    ),
    Way(
        _l("Spørgsmålene"),
        "edit",
        "survey.every_question",
        Act.CHANGE_QUESTIONS,
        _l("Hvad borgerne spørges om, og hvad de skal spørges om fra næste kvartal"),
        in_bar=False,
    ),
    Way(
        _l("Hjælpere"),
        "groups",
        "volunteers.helpers",
        Act.KEEP_HELPERS,
        _l("Frivillige og folk i aktivering på værestedet"),
        in_bar=False,
    ),
    Way(
        _l("Ansøgninger"),
        "payments",
        "applications.applications",
        Act.READ_APPLICATIONS,
        _l("Hvad borgerne søger penge til, og de idéer, der hænger på stedet"),
        in_bar=False,
    ),
    Way(_l("Brugere"), "persons", "accounts.everybody", Act.MANAGE_ACCOUNTS, _l("Inviter, giv roller, luk adgang")),
    Way(
        _l("Steder"),
        "location",
        "centres.all_places",
        Act.MANAGE_CENTRES,
        _l("Væresteder, afdelinger, indsatser og driftsherrer"),
    ),
    Way(
        _l("Læs ind"),
        "document",
        "imports.start",
        Act.IMPORT,
        _l("Medarbejdere, væresteder og borgere fra et regneark"),
    ),
    Way(
        _l("Pligten til at give besked"),
        "info",
        "centres.duty",
        Act.MANAGE_CENTRES,
        _l("Teksten om børn, og hvem personalet ringer til"),
        in_bar=False,
    ),
    Way(
        _l("Lovhjemler"),
        "format-list-bulleted",
        "citizens.legal_grounds",
        Act.MANAGE_LEGAL_GROUNDS,
        _l("De love, man kan vælge for at spørge en anden driftsherre"),
        in_bar=False,
    ),
    Way(
        _l("Samtykke for unge"),
        "person",
        "consent.ages",
        Act.MANAGE_LEGAL_GROUNDS,
        _l("Hvem der siger ja for dem under 18, og hvor det står"),
        in_bar=False,
    ),
    Way(
        _l("Frister for behandling"),
        "hourglass",
        "courses.rules",
        Act.MANAGE_TREATMENT_RULES,
        _l("Hvor mange dage der højst må gå, og hvor det står"),
        in_bar=False,
    ),
    Way(
        _l("Hvem må hvad?"),
        "lock",
        "accounts.permissions",
        Act.SEE_PERMISSIONS,
        _l("Hvad hver rolle giver adgang til"),
        in_bar=False,
    ),
    Way(
        _l("Ansøgninger"),
        "checklist",
        "committee.start",
        Act.SIT_ON_COMMITTEE,
        leads_on_to=frozenset({"committee.point", "committee.own_vote"}),
    ),
    Way(_l("Puljen"), "payments", "pool.this_year", Act.SIT_ON_COMMITTEE),
    Way(_l("Møder"), "calendar-month", "committee.meetings", Act.SIT_ON_COMMITTEE),
    Way(
        _l("Puljen"),
        "payments",
        "pool.this_year",
        Act.SEE_POOL,
        _l("Pengene, som borgerudvalget giver ud af, og hvad der er tilbage"),
        in_bar=False,
    ),
    Way(
        _l("Borgerudvalget"),
        "groups",
        "committee.meetings",
        Act.SEE_MEETINGS,
        _l("Møder, regler og referater"),
        in_bar=False,
    ),
    Way(
        _l("Aktiviteter"),
        "calendar-month",
        "activities.activities",
        Act.KEEP_ACTIVITIES,
        _l("Det, borgerne har fået penge til, og hvad der mangler"),
        in_bar=False,
    ),
    Way(
        _l("Borger til borger"),
        "groups",
        "peers.offers",
        Act.KEEP_ACTIVITIES,
        _l("Det, borgere tilbyder hinanden eller beder om"),
        in_bar=False,
    ),
    Way(
        _l("Fremtidsværksted"),
        "groups",
        "workshops.workshops",
        Act.HOLD_WORKSHOPS,
        _l("Find idéer sammen, giv prikker, og gør én til en ansøgning"),
        in_bar=False,
    ),
    Way(
        _l("Sådan tæller vi"),
        "format-list-bulleted",
        "monitoring.definitions",
        Act.SEE_DEFINITIONS,
        _l("Hvem der tæller med, hvad der er vedtaget, og hvad Haderslev trykte"),
        leads_on_to=frozenset({"monitoring.definition", "monitoring.new_proposal"}),
    ),
    Way(
        _l("Papir, når nettet er nede"),
        "print",
        "desk.paper",
        Act.FOLLOW_UP,
        _l("Ark til kontakter, optælling og opfølgning"),
        in_bar=False,
        or_act=Act.HAND_OVER,
    ),
    Way(
        _l("Mig"),
        "account",
        "accounts.me",
        Act.USE_OWN_ACCOUNT,
        _l("Dine roller, dit sted, din adgangskode og din pinkode"),
    ),
)
"""In the order in which they stand, what is used most first; one's own account is the last."""
MORE = Way(_l("Mere"), "more-horiz", "desk.more", Act.USE_OWN_ACCOUNT)
MOST = 5


def every_way() -> list[Way]:
    """The ways of whoever is signed in, each place once; none while locked, at the door or on a screen."""
    if not current_user.is_authenticated or current_user.locked:
        return []
    if current_user.kind not in (SessionKind.STAFF, SessionKind.COMMITTEE):
        return []
    # Every page asks, of every way there is: the roles are looked through once for them all.
    person = current_user.person
    mine: dict[str, Way] = {}
    for way in WAYS:
        if way.endpoint not in mine and way.open_to(person):
            mine[way.endpoint] = way
    return list(mine.values())


def ways() -> list[Way]:
    """Those of them that stand in the bar: one's own account is the last, or «Mere» where there are more."""
    mine = every_way()
    daily = [way for way in mine if way.in_bar]
    if len(daily) == len(mine) <= MOST:
        return mine
    shown = daily[:-1][: MOST - 1]
    others = {way.endpoint for way in mine} - {way.endpoint for way in shown}
    return [*shown, replace(MORE, leads_on_to=frozenset(others))]
