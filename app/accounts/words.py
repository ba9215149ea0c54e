"""What roles are called on the screens."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app import clock
from app.access import Act
from app.accounts.models import RoleHeld, SignIn
from app.accounts.pin import Weak
from app.accounts.role import Role

ROLE_NAMES: dict[Role, LazyString] = {
    Role.CENTRE_WORKER: _l("Værestedsmedarbejder"),
    Role.SKP_WORKER: _l("SKP"),
    Role.CASEWORKER: _l("Sagsbehandler"),
    Role.ADDICTION_WORKER: _l("Misbrugsindsats"),
    Role.HEALTH_WORKER: _l("Sundhedsindsats"),
    Role.COMMITTEE_MEMBER: _l("Borgerudvalget"),
    Role.STEERING_GROUP: _l("Styregruppen"),
    Role.LEADER: _l("Leder"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

WEAK_PINS: dict[Weak, LazyString] = {
    Weak.NOT_SIX_FIGURES: _l("Pinkoden er seks tal, uden mellemrum."),
    Weak.ONE_FIGURE: _l("Det er det samme tal seks gange. Vælg en pinkode, der er sværere at gætte."),
    Weak.RUN: _l("Det er tal i rækkefølge. Vælg en pinkode, der er sværere at gætte."),
    Weak.REPEATED: _l("Det er de samme tal om igen. Vælg en pinkode, der er sværere at gætte."),
}

ACT_NAMES: dict[Act, LazyString] = {
    Act.START_DAY: _l("Have en startside"),
    Act.USE_OWN_ACCOUNT: _l("Skifte sin adgangskode, sin pinkode og sit sted"),
    Act.OPEN_DOOR: _l("Give tabletten til en borger"),
    Act.STAND_AT_DOOR: _l("Stå ved borgernes dør (ingen er logget ind)"),
    Act.OPEN_SCREEN: _l("Vise stedet på en skærm"),
    Act.WATCH_SCREEN: _l("Se skærmen (ingen er logget ind)"),
    Act.RECORD_CONTACT: _l("Skrive en kontakt op"),
    Act.OPEN_CONTACT: _l("Åbne en kontakt"),
    Act.CORRECT_CONTACT: _l("Rette eller flytte en kontakt"),
    Act.FOLLOW_BRIDGES: _l("Sende en borger videre og følge op på det"),
    Act.COUNT_HEADS: _l("Tælle, hvor mange der kom"),
    Act.FIND_CITIZENS: _l("Finde borgere"),
    Act.CREATE_CITIZEN: _l("Skrive en borger op"),
    Act.OPEN_CITIZEN: _l("Åbne en borgers side"),
    Act.CHANGE_CITIZEN: _l("Ændre, hvad en borger har fortalt"),
    Act.FOLLOW_UP: _l("Aftale og klare opfølgninger"),
    Act.COVER_TASKS: _l("Aftale, hvem der passer opgaver for den, der er væk"),
    Act.HAND_OVER: _l("Overdrage en andens opgaver (antal, ingen borgere)"),
    Act.LINK_CITIZENS: _l("Koble to borgere sammen, der er den samme"),
    Act.LOOK_ACROSS: _l("Finde en borger på et andet værested ved det fulde navn, med en begrundelse"),
    Act.LOOK_ACROSS_OPERATORS: _l("Søge hos en anden driftsherre, med samtykke eller lovhjemmel"),
    Act.SEE_PROTECTED: _l("Se et beskyttet navn, med en begrundelse"),
    Act.WELCOME_CITIZEN: _l("Skrive, at en borger også kommer hos os"),
    Act.COMPLETE_RECORDS: _l("Notere oplysninger, der mangler"),
    Act.KEEP_MENTOR_AGREEMENTS: _l("Se, lave og ændre mentoraftaler"),
    Act.COUNT_MENTOR_AGREEMENTS: _l("Se, hvor mange mentoraftaler og timer der er"),
    Act.SEE_SKP_HOURS: _l("Se SKP-timer, aftalt og brugt"),
    Act.SET_SKP_HOURS: _l("Aftale SKP-timer for et værested"),
    Act.KEEP_HELPERS: _l("Skrive frivillige og aktiverede op"),
    Act.SEND_TO_JOURNAL: _l("Mærke kontakter til journalen og sende dem"),
    Act.RUN_BOARD: _l("Se tavlen, tjekke borgere ind og skrive, at de gik"),
    Act.TALK_AT_SESSION: _l("Tage imod borgere fra tavlen og skrive samtaler"),
    Act.OPEN_CONVERSATION: _l("Åbne samtaler på eget sted"),
    Act.SEE_PLAN: _l("Se planen og timerne (ingen borgere)"),
    Act.PLAN_SESSIONS: _l("Planlægge rådgivning i serier og aftale timer med afdelingerne"),
    Act.CHANGE_SESSION: _l("Flytte og aflyse en rådgivning og sætte en vikar på"),
    Act.SEE_VISIT_REQUEST: _l("Se, hvem der har bestilt besøg"),
    Act.ASK_FOR_VISIT: _l("Bestille besøg"),
    Act.ANSWER_VISIT_REQUEST: _l("Svare, når et værested bestiller besøg"),
    Act.KEEP_OWN_CALENDAR: _l("Få sine egne rådgivninger i sin kalender"),
    Act.ASK_IN_SURVEY: _l("Give tabletten videre til spørgeskemaet, og lave koder til det"),
    Act.SEE_SURVEY: _l("Se, hvad der er svaret på spørgeskemaet (kun talt sammen)"),
    Act.CHANGE_QUESTIONS: _l("Ændre spørgsmålene fra næste kvartal"),
    Act.KEEP_CONSENT: _l("Skrive et samtykke op og tage det tilbage for borgeren"),
    Act.OPEN_ON_LEGAL_GROUND: _l("Åbne det, en anden afdeling har skrevet, med lovhjemmel"),
    Act.NOTE_CALL: _l("Spørge Borgerservice og skrive svaret op"),
    Act.ANSWER_CALL: _l("Svare for Borgerservice (kun sagsbehandlere derfra)"),
    Act.FOLLOW_INTERVIEWS: _l("Følge op på jobsamtaler"),
    Act.NOTE_WISH_FOR_TREATMENT: _l("Skrive op, at nogen vil i behandling"),
    Act.KEEP_COURSES: _l("Følge forløb om alkohol og stoffer"),
    Act.MANAGE_TREATMENT_RULES: _l("Ændre fristerne for behandling"),
    Act.KEEP_OFFERS: _l("Skrive tilbud på værestedet op"),
    Act.NOTE_ATTENDANCE: _l("Skrive op, hvem der kom til et tilbud"),
    Act.DECIDE: _l("Træffe de afgørelser, som kompetenceplanen giver ens afdeling"),
    Act.ASK_FOR_DECISION: _l("Bede en kollega om en afgørelse"),
    Act.SEE_COMPETENCE: _l("Se kompetenceplanen"),
    Act.MANAGE_COMPETENCE: _l("Ændre kompetenceplanen, slags afgørelser og deres lovhjemler"),
    Act.IMPORT: _l("Læse regneark ind"),
    Act.SEE_FIGURES: _l("Se tallene"),
    Act.SEE_DEFINITIONS: _l("Se, hvordan vi tæller"),
    Act.SEE_PUBLISHED: _l("Se de frigivne tal og rapporter (små tal er skjult)"),
    Act.CLOSE_PERIOD: _l("Se perioderne; lukke dem og frigive tallene, når man har alle væresteder"),
    Act.FOLLOW_JOBS: _l("Lave en intern rapport og se, hvor langt den er"),
    Act.PROPOSE_DEFINITION: _l("Foreslå, hvordan der skal tælles, og skrive, hvem der er hørt"),
    Act.ADOPT_DEFINITION: _l("Vedtage, hvordan der skal tælles"),
    Act.READ_APPLICATIONS: _l("Læse ansøgninger fra eget sted, give en ny seddel og tage idéer ned"),
    Act.SIT_ON_COMMITTEE: _l("Sidde i borgerudvalget: læse ansøgninger og stemme"),
    Act.SEE_MEETINGS: _l("Se borgerudvalgets møder, regler og referater"),
    Act.KEEP_COMMITTEE: _l("Holde borgerudvalgets møder: pladser, dagsorden og afstemninger"),
    Act.SET_QUORUM: _l("Bestemme, hvor mange i udvalget der skal kunne stemme"),
    Act.HOLD_WORKSHOPS: _l("Holde fremtidsværksted"),
    Act.KEEP_ACTIVITIES: _l("Følge borgernes aktiviteter og opslag på stedet"),
    Act.PAY_GRANTS: _l("Betale bevilgede penge ud på eget sted og tage imod resten"),
    Act.SEE_POOL: _l("Se, hvad der er i puljen, og hvad der er givet"),
    Act.PAY_FROM_POOL: _l("Udbetale det, udvalget har givet, og tage imod det, der bliver tilovers"),
    Act.KEEP_POOL: _l("Sætte puljens budget og ramme, sætte penge til side og rette i puljen"),
    Act.MANAGE_ACCOUNTS: _l("Invitere, ændre og lukke brugere"),
    Act.MANAGE_CENTRES: _l("Ændre væresteder, afdelinger og indsatser"),
    Act.MANAGE_LEGAL_GROUNDS: _l("Ændre listen over lovhjemler"),
    Act.SEE_PERMISSIONS: _l("Se denne side"),
}


def said(held: RoleHeld) -> str:
    """A role with its department and centre: «Sagsbehandler, Jobcenter · Regnbuen»."""
    title = str(ROLE_NAMES[held.role])
    if held.department:
        title = f"{title}, {held.department.name}"
    return f"{title} · {held.centre.name}" if held.centre else title


def said_together(roles: Iterable[RoleHeld]) -> str:
    """Several roles, each named once with its centres: «SKP · Regnbuen, BorgerCafeen; Leder»."""
    centres: dict[str, list[str]] = {}
    for held in roles:
        title, _, centre = said(held).partition(" · ")
        centres.setdefault(title, []).extend([centre] if centre else [])
    return "; ".join(f"{title} · {', '.join(names)}" if names else title for title, names in centres.items())


def role_line(row: SignIn) -> str:
    """The line under the name in the header: the role at the place where the person works now."""
    held = row.account.roles_on(clock.today())
    here = [role for role in held if role.centre_id == row.centre_id] or held
    return said(here[0]) if here else ""
