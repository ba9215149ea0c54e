"""What the kinds of files are called, and what is wrong with them, in sentences."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.imports.check import Fault
from app.imports.columns import Kind
from app.imports.sheet import Reason, Unreadable

KINDS: dict[Kind, LazyString] = {
    Kind.STAFF: _l("Medarbejdere"),
    Kind.CENTRES: _l("Væresteder"),
    Kind.CITIZENS: _l("Borgere"),
}

FAULTS: dict[Fault, LazyString] = {
    Fault.COLUMN_MISSING: _l("Kolonnen mangler. Brug skabelonens overskrifter."),
    Fault.COLUMN_TWICE: _l("Kolonnen er der to gange. Slet den ene."),
    Fault.COLUMN_UNKNOWN: _l("Overskriften er ukendt. Ret den, eller slet kolonnen."),
    Fault.NO_ROWS: _l("Der er ingen rækker under overskrifterne."),
    Fault.MISSING: _l("Her mangler noget. Udfyld feltet."),
    Fault.TOO_LONG: _l("Teksten er for lang. Gør den kortere."),
    Fault.UNKNOWN_CENTRE: _l("Værestedet er ikke i programmet. Ret navnet, eller læs værestederne ind først."),
    Fault.UNKNOWN_DEPARTMENT: _l("Afdelingen er ikke i programmet. Ret navnet, eller opret den først."),
    Fault.UNKNOWN_OPERATOR: _l("Driftsherren er ikke i programmet. Ret navnet, eller opret den først."),
    Fault.UNKNOWN_ROLE: _l("Rollen er ukendt. Vælg en fra arket «Forklaring»."),
    Fault.UNKNOWN_FOCUS: _l("Målgruppen er ukendt. Vælg en fra arket «Forklaring»."),
    Fault.UNKNOWN_INCOME: _l("Indkomsten er ukendt. Vælg en fra arket «Forklaring»."),
    Fault.CENTRE_NEEDED: _l("Rollen gælder på et værested. Skriv hvilket."),
    Fault.CENTRE_NOT_FOR_ROLE: _l("Rollen gælder hele kommunen. Lad værestedet stå tomt."),
    Fault.DEPARTMENT_NEEDED: _l("Rollen hører til en afdeling. Skriv hvilken."),
    Fault.DEPARTMENT_NOT_FOR_ROLE: _l("Rollen hører ikke til en afdeling. Lad den stå tom."),
    Fault.BAD_USERNAME: _l("Brug bogstaver, tal, punktum og bindestreg, uden mellemrum."),
    Fault.TWICE_IN_FILE: _l("Det samme står i en tidligere række."),
    Fault.ALREADY_THERE: _l("Findes allerede i programmet."),
    Fault.ALIAS_OR_NAME: _l("Skriv et alias eller et navn."),
    Fault.BAD_DATE: _l("Skriv en dato som 24.12.1980, og ikke i fremtiden."),
    Fault.YES_OR_NO: _l("Skriv ja eller nej."),
}

REASONS: dict[Reason, LazyString] = {
    Reason.EMPTY: _l("Filen er tom."),
    Reason.TOO_LARGE: _l("Filen er for stor. Den må højst fylde 12 MB, også når den er pakket ud. Del den i flere."),
    Reason.TOO_MANY_ROWS: _l("Filen har over 20.000 rækker. Del den i flere."),
    Reason.NO_SPREADSHEET: _l("Filen kan ikke læses. Gem den som XLSX eller CSV, og prøv igen."),
    Reason.MERGED_CELLS: _l("Filen har flettede celler. Ophæv fletningen, så hver række har sine egne celler."),
    Reason.CPR_NUMBER: _l("Der står et CPR-nummer i filen. Intet er læst ind eller gemt. Fjern alle CPR-numre."),
}


def refused(fault: Unreadable) -> str:
    """Why a whole file is refused, and where to look; never what stands there."""
    sentence = str(REASONS[fault.reason])
    if fault.row is None:
        return sentence
    return f"{sentence} {_('Se række %(row)s, kolonne %(column)s.', row=fault.row, column=fault.column)}"
