"""Help for the pages about the money that citizens decide over."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

POOL: dict[str, tuple[LazyString, ...]] = {
    "pool.this_year": (
        _l("Her kan du se, hvor mange penge borgerudvalget har i år, hvad der er givet, og hvad der er tilbage."),
        _l(
            "Hver gang der sker noget med pengene, kommer der en ny linje. Ingen kan slette en linje. "
            "En fejl bliver rettet med en ny."
        ),
        _l(
            "Ledere sætter budget og ramme. Medarbejdere på værestedet skriver, hvad der er udbetalt og betalt tilbage."
        ),
    ),
    "pool.pool": (
        _l("Puljen for ét år. Alt, der er sket med pengene, står under «linjer i puljen», det nyeste øverst."),
    ),
    "pool.new_year": (
        _l("Lav puljen, når I ved, hvad der er til året. Budget og ramme kan rettes senere, og begge dele kan ses."),
    ),
    "pool.budget": (
        _l("Budgettet er det hele. Rammen er det, udvalget må give ud. Rammen kan ikke være større end budgettet."),
        _l("Ændringen bliver en ny linje i puljen, med dit navn og din grund."),
    ),
    "pool.reservations": (
        _l("Det, der er sat til side, kan ikke gives ud til andet. Det kan altid gives fri igen."),
        _l("Alle, der kan se puljen, kan læse, hvad det er til. Skriv ingen navne på borgere."),
    ),
    "pool.releases": (_l("Vælg, hvilke penge der ikke skal være sat til side mere. Så kan de gives ud igen."),),
    "pool.grant": (
        _l("Skriv hver gang, der er udbetalt penge, eller nogen har betalt tilbage. Det bliver linjer i puljen."),
        _l("Der kan ikke udbetales mere, end udvalget har givet, og ikke betales mere tilbage, end der er udbetalt."),
    ),
    "pool.correction": (
        _l("Skriv, hvad der skulle have stået, og hvad der var galt. Den gamle linje bliver stående."),
    ),
    "pool.account_of_year": (
        _l("Årets regnskab, som det står nu. Regnearket har de samme tal og alle linjer."),
        _l("Siden tæller alle linjer efter, hver gang den åbnes, og siger det, hvis de ikke passer med puljen."),
    ),
}

COMMITTEE: dict[str, tuple[LazyString, ...]] = {
    "committee.start": (
        _l("Her står ansøgningerne til det næste møde. Tryk på en for at læse den."),
        _l("Når I skal stemme, står der «Stem nu» ved ansøgningen."),
    ),
    "committee.point": (
        _l(
            "Læs ansøgningen, og se, om den passer til jeres regler. Ingen kan se, hvad du stemmer, "
            "før afstemningen er slut."
        ),
        _l("Er du for tæt på, så sig det med knappen. Så stemmer en anden i stedet for dig."),
        _l("Du kan ændre din stemme, indtil afstemningen er slut. Bagefter kan udvalget se, hvem der stemte hvad."),
    ),
    "committee.own_vote": (_l("Kun du kan se det her, og kun når du trykker. Husk at gå tilbage."),),
    "committee.meetings": (
        _l("Her står møderne, der kommer, og dem, der er holdt. Fra et møde kommer du til referatet."),
        _l("Medlemmer af udvalget kan se, hvem der stemte hvad. Alle andre ser kun tallene."),
    ),
    "committee.new_meeting": (
        _l("Skriv, hvornår og hvor. Bagefter sætter du ansøgninger på dagsordenen."),
        _l("Det, du skriver under «Andet til referatet», kan alle med adgang til referatet læse."),
    ),
    "committee.meeting": (
        _l("Skriv, hvem der er kommet, og åbn mødet. Suppleanter tager plads af sig selv, i deres rækkefølge."),
        _l("Er I ikke nok, kan der ikke stemmes. Siden siger, hvor mange I mangler."),
        _l("Når mødet lukkes, bliver det, I ikke nåede, sat på et andet møde."),
    ),
    "committee.meeting_details": (_l("Dagen kan ændres, til mødet er åbnet. Resten kan altid rettes."),),
    "committee.meeting_minutes": (
        _l("Referatet bliver til af det, der skete: hvem der kom, hvad I stemte om, og hvad I bestemte."),
        _l("Medlemmer af udvalget ser, hvem der stemte hvad. Alle andre ser tallene. PDF-filen har kun tallene."),
    ),
    "committee.voting_page": (
        _l("Åbn afstemningen. Medlemmer stemmer på en tablet, eller du skriver, hvem der rakte hånden op."),
        _l("Du kan se, hvem der har stemt, men ikke hvad, før du lukker. Den, der er for tæt på, kan ikke stemme."),
        _l("Skriv derefter, hvad I bestemte. Penge går ud af puljen med det samme, og de, der søgte, kan læse svaret."),
    ),
    "committee.every_seat": (
        _l("Medlemmer og suppleanter, og hvor længe de sidder. En plads uden bruger stemmer ved at række hånden op."),
        _l("Navnene ses af dem, der holder møderne, og af udvalget selv."),
    ),
    "committee.new_seat": (
        _l("Giv en borger en plads. Vælg kun en bruger, hvis personen vil stemme på en tablet."),
        _l("Personale kan ikke få en plads, der stemmer."),
    ),
    "committee.seat": (_l("Stopper nogen, så ret den sidste dag. Det, de har stemt, bliver stående."),),
    "committee.quorum": (
        _l("Så mange skal kunne stemme, før udvalget kan bestemme noget. Skriv også, hvor det er bestemt."),
        _l("Et nyt tal gælder for møder, der åbnes fra den dag. Gamle møder beholder deres."),
    ),
    "committee.criteria": (
        _l("Udvalgets egne regler."),
        _l("Nye regler gælder først, når et møde har stemt for dem."),
    ),
    "committee.new_criteria": (
        _l("Skriv reglerne, som udvalget siger dem. Nogle kan programmet selv se efter; resten vurderer udvalget."),
        _l("De gælder ikke, før et møde har stemt for dem. Til da kan de rettes."),
    ),
    "committee.criteria_version": (_l("Ret reglerne, til et møde stemmer om dem. Vedtagne regler kan kun læses."),),
}
