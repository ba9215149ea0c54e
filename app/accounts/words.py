"""What roles are called on the screens."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app import clock
from app.access import Act
from app.accounts.models import RoleHeld, SignIn
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

ACT_NAMES: dict[Act, LazyString] = {
    Act.START_DAY: _l("Have en startside"),
    Act.USE_OWN_ACCOUNT: _l("Skifte sin adgangskode og sit sted"),
    Act.OPEN_DOOR: _l("Give tabletten til en borger"),
    Act.STAND_AT_DOOR: _l("Stå ved borgernes dør (ingen er logget ind)"),
    Act.OPEN_SCREEN: _l("Vise stedet på en skærm"),
    Act.WATCH_SCREEN: _l("Se skærmen (ingen er logget ind)"),
    Act.RECORD_CONTACT: _l("Skrive en kontakt op"),
    Act.OPEN_CONTACT: _l("Åbne en kontakt"),
    Act.COUNT_HEADS: _l("Tælle, hvor mange der kom"),
    Act.FIND_CITIZENS: _l("Finde borgere"),
    Act.CREATE_CITIZEN: _l("Skrive en borger op"),
    Act.OPEN_CITIZEN: _l("Åbne en borgers side"),
    Act.CHANGE_CITIZEN: _l("Ændre, hvad en borger har fortalt"),
    Act.SEE_FIGURES: _l("Se tallene"),
    Act.SEE_DEFINITIONS: _l("Se, hvordan vi tæller"),
    Act.SIT_ON_COMMITTEE: _l("Sidde i borgerudvalget"),
    Act.MANAGE_ACCOUNTS: _l("Invitere, ændre og lukke brugere"),
    Act.MANAGE_CENTRES: _l("Ændre væresteder, afdelinger og indsatser"),
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
