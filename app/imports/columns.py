"""What the three kinds of files hold: their columns, what else a header may be called, and an example."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Kind(StrEnum):
    """What is read in."""

    STAFF = "staff"
    CENTRES = "centres"
    CITIZENS = "citizens"


@dataclass(frozen=True)
class Column:
    """A column. `header` stands in the template, in Danish; `personal`: what stands in it is never shown."""

    key: str
    header: str
    also: tuple[str, ...]
    example: str
    explained: LazyString
    required: bool = False
    most: int = 200
    personal: bool = False

    def called(self, header: str) -> bool:
        """Whether a header in somebody's file means this column."""
        return _plain(header) in {_plain(name) for name in (self.header, self.key, *self.also)}


COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.STAFF: (
        Column("name", "Navn", ("medarbejder", "fulde navn"), "Eksempel Hansen", _l("For- og efternavn."), True),
        Column(
            "username",
            "Brugernavn",
            ("bruger", "login"),
            "eksempel",
            _l("Bogstaver, tal, punktum og bindestreg, uden mellemrum. Hvert brugernavn kun én gang."),
            True,
            80,
        ),
        Column("role", "Rolle", ("stilling",), "SKP", _l("Én af rollerne på arket «Forklaring»."), True),
        Column(
            "centres",
            "Væresteder",
            ("værested", "sted", "steder"),
            "Regnbuen",
            _l("Hvor rollen gælder, flere med komma imellem. Tomt for leder af alle, styregruppe og administrator."),
            most=2000,
        ),
        Column(
            "department",
            "Afdeling",
            ("forvaltning",),
            "",
            _l("Kun for sagsbehandlere, misbrugs- og sundhedsmedarbejdere."),
        ),
    ),
    Kind.CENTRES: (
        Column("name", "Navn", ("værested", "sted"), "Eksempelhuset", _l("Værestedets navn."), True),
        Column("town", "By", (), "Vojens", _l("Byen, det ligger i.")),
        Column(
            "operator",
            "Driftsherre",
            ("dataansvarlig", "ejer"),
            "Kommunen",
            _l("Den, der driver det. Skal stå i programmet i forvejen."),
            True,
        ),
        Column("focus", "Målgruppe", ("hvem kommer her",), "Blandet", _l("Én af dem på arket «Forklaring»."), True),
        Column("opening_hours", "Åbningstider", ("åbent",), "Hverdage 10-15", _l("Fri tekst."), most=2000),
        Column("house", "Hus", ("fælles hus",), "", _l("Samme navn for dem, der bor under samme tag.")),
    ),
    Kind.CITIZENS: (
        Column("centre", "Værested", ("sted",), "Regnbuen", _l("Det værested, borgeren er kendt på."), True),
        Column("alias", "Alias", ("kaldenavn",), "Eksempel", _l("Det, personen vil kaldes."), personal=True),
        Column(
            "full_name",
            "Navn",
            ("fulde navn",),
            "Eksempel Jensen",
            _l("Kun hvis personen har givet det. Alias eller navn skal være der."),
            personal=True,
        ),
        Column("phone", "Telefon", ("tlf", "telefonnummer", "mobil"), "", _l("Kan stå tomt."), most=40, personal=True),
        Column("may_be_called", "Må ringes op", ("må ringe",), "nej", _l("Ja eller nej. Tomt er nej."), most=10),
        Column("spoken_language", "Sprog", (), "", _l("Hvis det ikke er dansk."), most=80, personal=True),
        Column(
            "birth_date",
            "Fødselsdato",
            ("født", "fødselsdag"),
            "24.12.1980",
            _l("Som 24.12.1980. Aldrig et CPR-nummer."),
            most=20,
            personal=True,
        ),
        Column(
            "income", "Indkomst", ("forsørgelse", "forsørgelsesgrundlag"), "", _l("Én af dem på arket «Forklaring».")
        ),
    ),
}


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
