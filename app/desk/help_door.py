"""Help for what citizens do for themselves: applications, activities, notices, workshops."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

DOOR: dict[str, tuple[LazyString, ...]] = {
    "applications.ideas": (
        _l("Her hænger idéer fra dem, der kommer her. Ingen kan se, hvem der har skrevet dem."),
        _l("Tryk på «Støt den» ved de idéer, du kan lide."),
    ),
    "applications.new_idea": (
        _l("Alle kan læse din idé. Skriv ikke, hvad du eller andre hedder."),
        _l("Personalet kan tage en idé ned igen."),
    ),
    "applications.new": (
        _l("Skriv et par ord, og tryk på «Begynd». Så er der en kladde, og I får tre ord til den."),
        _l("En kladde er ikke sendt, og kun I kan læse den. Skriver I ikke i den i 30 dage, bliver den slettet."),
    ),
    "applications.code": (
        _l("De tre ord står på jeres seddel. I må skrive dem med store eller små bogstaver."),
        _l("Skriver man forkert ti gange, må man vente en time. Spørg personalet, hvis I ikke kan finde ordene."),
    ),
    "applications.application": (
        _l("Alt det, I skriver, bliver gemt. I kan skrive videre en anden dag med de tre ord."),
        _l("Når I har sendt den, kan udvalget og personalet her læse den. Skriv ikke om jeres helbred."),
        _l("Tryk på «Færdig», når I går. Så kan ingen se det på tabletten."),
    ),
    "applications.slip": (
        _l("Pas på sedlen. Den, der har de tre ord, kan læse det hele."),
        _l("Den sorte firkant er de tre ord. Den er ikke et link."),
    ),
    "applications.pictures": (
        _l("Et billede kan vise en pris eller en tegning. Vis ikke mennesker, der ikke har sagt ja."),
        _l("Telefonen gemmer sted og tid i et billede. Vi fjerner det."),
    ),
    "applications.withdrawal": (
        _l("En kladde, I smider væk, kan I ikke få igen. Trækker I ansøgningen tilbage, får I ingen penge til den."),
    ),
    "applications.applications": (
        _l("Borgerne søger og kommer med idéer ved tabletten. Giv dem den fra «Mig», og hjælp, hvis de vil."),
        _l("Du ser det, der er sendt fra dine egne steder, og kun for at læse. En kladde er borgernes egen."),
        _l("Tag en idé ned, hvis den sårer nogen, eller når den er blevet til noget. Det kan ikke fortrydes."),
    ),
    "applications.read": (
        _l("Du kan læse ansøgningen, men ikke ændre den. At du åbner den, bliver skrevet i loggen."),
        _l("Har de mistet sedlen, kan du give dem tre nye ord. Så virker de gamle ikke."),
    ),
    "activities.activities": (
        _l("Her ser du det, borgerne selv står for, og hvad hver aktivitet mangler lige nu."),
        _l("Borgerne skriver det hele selv på tabletten med deres tre ord. Du ser til, at pengene passer."),
    ),
    "activities.activity": (
        _l("Betal ud af bevillingen, tag imod resten, og afslut, når rapporten er læst. Intet kan rettes bagefter."),
        _l("Navnene er dem, folk selv valgte. De hører ikke sammen med borgere i programmet."),
    ),
    "activities.here": (_l("Alt det, der sker på stedet. Alle må komme."),),
    "activities.role": (_l("Du skriver et navn, du selv vælger. Gruppen kan se det."),),
    "activities.own": (_l("Her er alt om jeres aktivitet. Tryk på «Færdig», når I går."),),
    "activities.meetings": (_l("Alle på stedet kan se jeres dage. Bagefter skriver I, hvem der kom."),),
    "activities.roles": (_l("Alle på stedet kan se ledige opgaver og tage dem."),),
    "activities.attendance": (_l("Tæl dem, der kom. Skriv kun et navn, hvis personen selv vil."),),
    "activities.progress": (_l("Skriv små ting, I kan nu. Gruppen og personalet kan læse dem."),),
    "activities.money": (_l("Skriv alt det, I køber, og tag et billede af bonen. Personalet ser det også."),),
    "activities.expense": (
        _l("Tag et billede af bonen. Billedet gemmer ikke, hvor I var. Det, der står på bonen, kan læses."),
    ),
    "activities.own_rest": (_l("Tæl pengene to gange. Giv dem til personalet bagefter."),),
    "activities.own_report": (_l("Skriv det med jeres egne ord. I kan gemme det og skrive videre en anden dag."),),
    "peers.offers": (
        _l("Borgerne hænger det selv op på tabletten. Det kommer ned af sig selv, når tiden er gået."),
        _l("Skjul et opslag, hvis det skader nogen. Den, der skrev det, kan læse din grund. Du kan vise det igen."),
    ),
    "peers.hiding": (_l("Opslaget forsvinder fra tabletten og arket. Grunden kan læses med de tre ord."),),
    "peers.sheet": (_l("Hæng arket på tavlen, og skift det ud, når der kommer nye opslag."),),
    "peers.board": (_l("Alle må læse det her. Alle må hænge noget op."),),
    "peers.new": (_l("Alle kan læse det, du skriver. Skriv kun det, alle må vide."),),
    "peers.slip": (_l("Gem de tre ord. Uden dem må du bede personalet tage det ned."),),
    "peers.own_code": (_l("De tre ord står på den seddel, du fik."),),
    "peers.own": (_l("Tager du det ned, er det slettet. Så må du skrive det igen."),),
    "workshops.workshops": (
        _l("På et fremtidsværksted finder borgere og personale idéer i tre runder: kritik, drømme og virkelighed."),
        _l("Planlæg ét, lav sedler, giv tabletterne ud, og sæt værkstedet på en stor skærm."),
    ),
    "workshops.new": (
        _l("Du kan rette det, til værkstedet er slut. Antallet af prikker ligger fast, når I begynder."),
    ),
    "workshops.workshop": (
        _l("Luk en runde, når der ikke kommer mere. Prikkerne bliver først vist, når I tæller op."),
        _l("En runde, der er lukket, kan ikke åbnes igen. Vinderen bliver til en ansøgning på en tablet."),
    ),
    "workshops.hiding": (_l("Idéen forsvinder fra tabletter og skærm. Her på siden kan du læse den og grunden."),),
    "workshops.slips": (
        _l("Klip sedlerne ud, og lad hver trække én. Ingen skriver ned, hvem der har hvilken."),
        _l("Kommer der flere, så lav flere. Sedlerne virker kun på det her værksted."),
    ),
    "workshops.details": (_l("Rettelsen kan ses på tabletter og skærm med det samme."),),
    "workshops.room": (_l("Skriv idéer, og giv dine prikker. Ingen ved, hvem der skrev hvad."),),
    "workshops.screen": (_l("Skærmen viser værkstedet og opdaterer sig selv. Den viser aldrig, hvem der skrev hvad."),),
}
