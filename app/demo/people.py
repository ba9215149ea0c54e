"""The demo's places and its staff; all names are invented."""

from dataclasses import dataclass

from app.accounts.role import Role
from app.centres.models import EffortKind, Focus
from app.volunteers.models import HelperKind

PASSWORD = "kaffe-og-kage"  # noqa: S105 (the demo's, known to everybody)

MUNICIPALITY, KFUM = "Haderslev Kommune", "KFUM's Sociale Arbejde"

CENTRES = (
    ("BorgerCafeen", "Haderslev", "", Focus.SOCIAL, MUNICIPALITY),
    ("Regnbuen", "Vojens", "", Focus.SOCIAL, MUNICIPALITY),
    ("Kolibrien", "Vojens", "", Focus.PSYCHIATRIC, MUNICIPALITY),
    ("Brugerhuset", "Haderslev", "Brugerhuset og Parasollen", Focus.PSYCHIATRIC, MUNICIPALITY),
    ("Parasollen", "Haderslev", "Brugerhuset og Parasollen", Focus.MIXED, KFUM),
)
ALL_CENTRES = tuple(name for name, *_ in CENTRES)

DEPARTMENTS = (
    "Jobcenter",
    "Ydelsescenter",
    "Handicap og Psykiatri",
    "Misbrugscenter",
    "Borgerservice",
    "Sundhedsafdeling",
)
EFFORTS = (
    ("Fremskudt sagsbehandling", EffortKind.CASEWORK),
    ("Fremskudt misbrugsindsats", EffortKind.ADDICTION),
    ("Fremskudt sundhedsindsats", EffortKind.HEALTH),
    ("Styrket SKP", EffortKind.OUTREACH),
    ("Holdbaserede aktiviteter", EffortKind.OTHER),
)


SKP_HOURS = {
    "BorgerCafeen": (37 * 60, 30 * 60),
    "Regnbuen": (37 * 60, 30 * 60),
    "Kolibrien": (12 * 60, 10 * 60),
    "Brugerhuset": (int(12.5 * 60), 10 * 60),
    "Parasollen": (int(7.5 * 60), 6 * 60),
}
"""Minutes a week agreed for each centre now, and when it began."""

HELPERS = (
    ("Inga Thomsen", HelperKind.VOLUNTEER, "Maden om tirsdagen", "Regnbuen"),
    ("Verner Bøgh", HelperKind.VOLUNTEER, "Haven og cyklerne", "Regnbuen"),
    ("Sami Yilmaz", HelperKind.ACTIVATION, "Kaffen og opvasken", "Regnbuen"),
    ("Kirsten Ravn", HelperKind.VOLUNTEER, "Strikkecafeen", "BorgerCafeen"),
    ("Palle Storm", HelperKind.ACTIVATION, "Køkkenet", "BorgerCafeen"),
    ("Else Marie Kjær", HelperKind.VOLUNTEER, "Bøger og aviser", "Kolibrien"),
    ("Torben Lykke", HelperKind.VOLUNTEER, "Musikken om torsdagen", "Brugerhuset"),
    ("Anne Grethe Fog", HelperKind.VOLUNTEER, "Søndagsåbent", "Parasollen"),
)
NOT_ASKED = {
    "Regnbuen": ("Røde Rita", "Ham med hunden", "Lille Knud", "Solvej", "Store Bjarne", "Musikeren"),
    "BorgerCafeen": ("Fiskeren", "Lilli", "Ham fra havnen"),
    "Kolibrien": ("Maleren", "Pigen med cyklen"),
    "Brugerhuset": ("Skakspilleren", "Sanne"),
    "Parasollen": ("Viggo", "Hende med hatten"),
}


@dataclass(frozen=True)
class Member:
    """Somebody who can sign in to the demo: the first role is the one that is printed."""

    username: str
    name: str
    role: Role
    title: str
    centres: tuple[str, ...] = ()
    department: str | None = None
    also: tuple[Role, ...] = ()


STAFF = (
    Member("mette", "Mette Lund", Role.SKP_WORKER, "SKP, Regnbuen", ("Regnbuen",)),
    Member("tom", "Tom Riis", Role.CENTRE_WORKER, "værestedsmedarbejder, Regnbuen", ("Regnbuen",)),
    Member("lis", "Lis Holm", Role.SKP_WORKER, "SKP, BorgerCafeen og Regnbuen", ("BorgerCafeen", "Regnbuen")),
    Member(
        "asger",
        "Asger Beck",
        Role.CENTRE_WORKER,
        "værestedsmedarbejder med SKP-timer, Kolibrien",
        ("Kolibrien",),
        also=(Role.SKP_WORKER,),
    ),
    Member(
        "nadia",
        "Nadia Aslan",
        Role.CENTRE_WORKER,
        "værestedsmedarbejder, Brugerhuset",
        ("Brugerhuset",),
        also=(Role.SKP_WORKER,),
    ),
    Member(
        "peter",
        "Peter Krog",
        Role.CENTRE_WORKER,
        "værestedsmedarbejder, Parasollen (KFUM)",
        ("Parasollen",),
        also=(Role.SKP_WORKER,),
    ),
    Member("karim", "Karim Haddad", Role.CASEWORKER, "sagsbehandler, Jobcenter", ALL_CENTRES, "Jobcenter"),
    Member(
        "jens",
        "Jens Vestergaard",
        Role.CASEWORKER,
        "sagsbehandler, Ydelsescenter",
        ALL_CENTRES,
        "Ydelsescenter",
    ),
    Member(
        "hanne",
        "Hanne Friis",
        Role.CASEWORKER,
        "sagsbehandler, Handicap og Psykiatri",
        ALL_CENTRES,
        "Handicap og Psykiatri",
    ),
    Member(
        "sanne",
        "Sanne Krogh",
        Role.CASEWORKER,
        "sagsbehandler, Borgerservice",
        ALL_CENTRES,
        "Borgerservice",
    ),
    Member(
        "ole",
        "Ole Munk",
        Role.ADDICTION_WORKER,
        "misbrugsindsats, BorgerCafeen og Regnbuen",
        ("BorgerCafeen", "Regnbuen"),
        "Misbrugscenter",
    ),
    Member("gitte", "Gitte Dahl", Role.HEALTH_WORKER, "sundhedsindsats", ALL_CENTRES, "Sundhedsafdeling"),
    Member("bo", "Bo Andersen", Role.COMMITTEE_MEMBER, "borger i borgerudvalget", ("Regnbuen",)),
    Member("birgit", "Birgit Nissen", Role.STEERING_GROUP, "styregruppen"),
    Member("lene", "Lene Toft", Role.LEADER, "leder for alle væresteder"),
    Member("frank", "Frank Juhl", Role.LEADER, "leder, Regnbuen", ("Regnbuen",)),
    Member("anders", "Anders Skov", Role.ADMINISTRATOR, "administrator"),
)
