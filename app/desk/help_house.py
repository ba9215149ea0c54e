"""Help for the house itself: starting, accounts, drafts, centres, helpers, reading in, the figures."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

HOUSE: dict[str, tuple[LazyString, ...]] = {
    "desk.front": (_l("Du ser mere, når en administrator har givet dig en rolle. Log ud, og log så ind igen."),),
    "desk.start": (
        _l("Her begynder din dag: det, der er forsinket, det, der skal ske i dag, og det, der kommer."),
        _l("Tryk på en person for at skrive en kontakt op. Tryk på en linje for at åbne den."),
        _l("Møder du ikke borgere i dit arbejde, ser du i stedet alt det, du kan gøre i programmet."),
    ),
    "desk.missing": (
        _l("Her står borgere på dine egne væresteder, hvor vi mangler at få noget at vide. Ét tryk gemmer svaret."),
        _l("Trykkede du forkert, så tryk «Fortryd» i samme række. Kun dit sidste tryk kan fortrydes."),
        _l("Gæt ikke: kender du ikke svaret, så lad det stå, til I mødes."),
    ),
    "desk.known_before_missing": (
        _l("Øverst står den, du lige har svaret for. Var det forkert, så tryk «Fortryd», før du går videre."),
    ),
    "desk.income_missing": (
        _l("Øverst står den, du lige har noteret indkomst for. Var den forkert, så tryk «Fortryd» med det samme."),
    ),
    "desk.more": (
        _l("Herfra kommer du også derhen, hvor der ikke er plads til en knap i bunden."),
        _l("Du ser kun det, dine roller giver dig adgang til."),
    ),
    "desk.paper": (
        _l("Udskriv arkene, mens nettet virker, så de ligger klar, når det ikke gør."),
        _l("Skriv det ind bagefter med den dag og det klokkeslæt, det skete, og makuler papiret."),
    ),
    "desk.paper_contacts": (
        _l("Udskriv arket, og brug det, når nettet er nede. Felterne er de samme som på skærmen."),
        _l("Skriv alias i stedet for navn, lad ikke arket ligge fremme, og makuler det bagefter."),
    ),
    "desk.paper_heads": (
        _l("Sæt en streg for hver, der kommer, og skriv ingen navne. Tallet skriver du ind, når nettet er tilbage."),
    ),
    "desk.paper_follow_ups": (
        _l("Skriv, hvad I har aftalt, og hvem der gør det. Skriv alias i stedet for navn, og intet om helbred."),
        _l("Skriv det ind, når nettet er tilbage, og makuler arket."),
    ),
    "desk.door": (
        _l("Ingen er logget ind her. Du kan ikke se noget om andre."),
        _l("Tryk på det, du vil. På de næste sider er der en knap, «Færdig». Tryk på den, når du går."),
        _l("Den, der gav dig tabletten, låser den op."),
    ),
    "desk.screen": (_l("Skærmen viser stedet, dagen og hvor mange der har været her. Den viser aldrig en person."),),
    "desk.privacy": (_l("Her står, hvordan programmet passer på det, borgerne fortæller."),),
    "desk.accessibility": (_l("Her står, hvem programmet kan bruges af, og hvad der ikke virker endnu."),),
    "accounts.sign_in": (
        _l("Skriv dit brugernavn og din adgangskode. Er det første gang, så brug koden på din seddel."),
        _l("Har du glemt adgangskoden, kan en administrator give dig en ny seddel."),
    ),
    "accounts.unlock": (
        _l("Tabletten er låst. Den, der låste den, åbner den igen og kommer tilbage til sin side."),
        _l("Er pinkoden skrevet forkert fem gange, er det kun adgangskoden, der låser op."),
        _l("Er det ikke dig, så skift bruger. Du begynder på en frisk, og den andens kladder er gemt."),
    ),
    "accounts.confirm": (
        _l("Skriv din adgangskode én gang til, fordi den næste side tager oplysninger ind eller ud af programmet."),
        _l("Den gælder i ti minutter. Pinkoden låser kun din skærm op og kan ikke bruges her."),
    ),
    "accounts.welcome": (_l("Sedlen fra din administrator virker én gang. Vælg en adgangskode, som kun du kender."),),
    "accounts.me": (
        _l("Her ser du dine roller, vælger, hvor du er i dag, og skifter adgangskode og pinkode."),
        _l("Pinkoden låser din egen skærm op, når den er låst. Du logger altid ind med adgangskoden."),
        _l("Du kan også give tabletten til en borger eller gøre den til skærm på væggen."),
    ),
    "accounts.everybody": (_l("Alle, der kan logge ind. Tryk på en for at give roller eller lukke adgangen."),),
    "accounts.new": (_l("Skriv navn og brugernavn. Bagefter giver du roller og skriver en seddel med en kode."),),
    "accounts.account": (
        _l("Roller gælder fra den dag, de bliver givet, til de bliver afsluttet."),
        _l("Når du ændrer noget, skal personen logge ind igen."),
        _l("Stopper nogen, så overdrag opgaverne, før du afslutter rollerne og lukker kontoen."),
    ),
    "accounts.permissions": (
        _l("Her står, hvilken rolle der må hvad. «Eget sted» betyder der, hvor rollen er givet."),
    ),
    "drafts.own": (
        _l("Det, du er i gang med at skrive, ligger her, til du gemmer det. Tryk på en kladde for at skrive videre."),
        _l("Kun du kan se dine kladder. Stopper du, kan din leder give dem videre til en kollega."),
        _l("En kladde, du sletter, kan ikke hentes frem igen. Tabletten selv gemmer ingenting."),
    ),
    "centres.all_places": (_l("Væresteder, afdelinger, indsatser og driftsherrer. Tryk på en for at rette."),),
    "centres.new_centre": (_l("Et nyt værested. Driftsherren har ansvaret for det, der bliver skrevet der."),),
    "centres.centre": (
        _l("Ret værestedet. Driftsherren kan ikke skiftes, for den har ansvaret for det, der er skrevet."),
    ),
    "centres.new_department": (_l("En ny afdeling. Sagsbehandlere bærer deres afdelings ansvar med sig."),),
    "centres.department": (_l("Ret afdelingens navn, eller luk den."),),
    "centres.new_effort": (_l("En ny indsats, som afdelingerne kommer ud med."),),
    "centres.effort": (_l("Ret indsatsens navn, eller luk den."),),
    "centres.new_operator": (_l("En ny driftsherre: kommunen eller en privat, der driver et værested."),),
    "centres.duty": (
        _l("Skriv, hvad personalet skal vide om pligten til at give besked, og hvem de ringer til."),
        _l("De ser det, så snart nogen noterer, at der er børn i et hjem."),
        _l("En ny tekst gælder fra i dag. De gamle bliver stående, så man kan se, hvad der stod før."),
    ),
    "centres.notify_contact": (
        _l("Skriv, hvem personalet skal ringe til, når de er bekymrede for et barn. De ser det, så snart du gemmer."),
    ),
    "volunteers.helpers": (
        _l("Frivillige og folk i aktivering på dine væresteder. De kan ikke logge ind og ser intet om borgerne."),
        _l("De, der arbejder på stedet, og lederen kan se listen. «Sluttet» skriver i dag som sidste dag."),
    ),
    "volunteers.new": (
        _l("Skriv, hvem der hjælper, med hvad, og hvem hjælperen går til. Skriv intet om helbred."),
        _l("Kommer personen også for at få støtte, skal det ikke stå her."),
    ),
    "volunteers.helper": (
        _l("Ret det, der står om hjælperen. Det, der stod før, kan ikke ses igen."),
        _l("Skriv en sidste dag, når hjælperen stopper. Så står navnet under dem, der har hjulpet før."),
    ),
    "imports.start": (
        _l("Læs medarbejdere, væresteder eller borgere ind fra et regneark. Først bliver hele filen tjekket."),
        _l("Er der fejl, læses intet ind, og du ser dem alle. Navne på borgere bliver ikke vist for dig."),
        _l("Skriv aldrig CPR-numre i filen, og slet den fra din egen maskine bagefter."),
    ),
    "imports.file": (
        _l("Se, om tallene passer. Intet er læst ind endnu, og filen venter her i en time, kun for dig."),
        _l("Når filen er læst ind, kan det ikke fortrydes på én gang."),
        _l("Sedlerne til nye medarbejdere vises kun én gang. Udskriv dem med det samme."),
    ),
    "monitoring.published_overview": (
        _l("Her står de vigtigste tal fra det seneste kvartal, der er lukket, og hvordan de var før."),
        _l("Tallene er frigivet: små tal er skjult, så ingen kan genkendes. Ingen borger står her."),
    ),
    "monitoring.published_themes": (_l("Vælg et tema for at se dets tal og figurer."),),
    "monitoring.published_theme": (
        _l("Prikken er et skjult tal. Under hver tabel står, hvordan der er talt, og efter hvilken definition."),
    ),
    "monitoring.reports": (_l("En rapport for hver lukket periode. Hent den som PDF til mødet eller som regneark."),),
    "monitoring.report": (
        _l("Hele rapporten med alle temaer. Filerne siger det samme som siden."),
        _l("Prikken er et skjult tal. Den ser ens ud, hvad enten tallet er lille eller skjuler et lille."),
    ),
    "monitoring.periods": (
        _l("Luk et kvartal, når det er slut, og alle oplysninger er med. Tallene står derefter fast."),
        _l("En ny definition af ét tal kan frigives for sig. De andre tal bliver, som de er."),
        _l("En intern rapport viser små tal, som de er, og må ikke gives videre."),
    ),
    "monitoring.job": (_l("Arbejdet fortsætter, når du forlader siden. Find det igen under «Perioder»."),),
    "monitoring.source_differences": (
        _l("Her ser arbejdsgruppen, hvor det frigivne er noget andet end det, Haderslev trykte, og hvorfor."),
    ),
    "monitoring.figures": (
        _l("De vigtigste tal for en periode, og om de er gået op eller ned siden sidst og siden sidste år."),
        _l("Tallene er til arbejdsgruppen og må ikke gives videre, for små tal kan røbe en person."),
    ),
    "monitoring.themes": (_l("Vælg, hvad du vil vide noget om. Hvert tema har sin egen side."),),
    "monitoring.theme": (
        _l("Tabellerne tæller borgere, ikke kontakter, hvor der ikke står andet. Én person tæller én gang i en række."),
        _l("Tryk «Værested for værested» for at sammenligne. En borger kan tælle på flere steder, men én gang i alt."),
        _l("Hvor der ikke står andet, tæller vi borgere, ikke kontakter: samme person én gang i hver række."),
        _l("«Værested for værested» sammenligner. En borger kan tælle på flere væresteder, men én gang i alt."),
        _l("Tallene er til arbejdsgruppen og må ikke gives videre, for små tal kan røbe en person."),
    ),
    "monitoring.source": (
        _l("Hvert tal, Haderslev trykte, står ved siden af vores, med forskellen og grunden til den."),
        _l("Vi bøjer ikke tallene, så de passer. Hvor kilden siger to ting, står begge."),
    ),
    "monitoring.definitions": (
        _l("Her står, hvem der tæller med, hvordan hvert tal er talt, og hvad Haderslev trykte i sin rapport."),
        _l("Ledere og administratorer foreslår en anden måde at tælle på; styregruppen vedtager den."),
    ),
    "monitoring.definition": (
        _l("Skriv, hvilket hold der er hørt, hvornår, og hvad de sagde. Intet om en borger."),
        _l("Her står, hvordan tallet er talt nu og før. Et forslag kan vedtages, når mindst ét hold er hørt."),
        _l("Det vedtagne kan ikke ændres, kun afløses. Hvem der foreslog, blev hørt og vedtog, bliver stående."),
    ),
    "monitoring.new_proposal": (
        _l("Skriv, hvordan der skal tælles fra nu af. Ingenting ændrer sig, før styregruppen har vedtaget det."),
    ),
    "hours.hours": (
        _l("Se, hvor mange SKP-timer der er aftalt og brugt på dine væresteder i en uge, en måned eller et kvartal."),
        _l("Brugt tid er kontakterne lagt sammen. Her står ingen borgere."),
    ),
    "hours.setting": (
        _l("Skriv, hvor mange timer om ugen der er aftalt, og fra hvilken dag. Det gælder til den næste ændring."),
        _l("Intet bliver slettet. Er en linje forkert, så skriv en ny fra samme dag. Den nye gælder."),
    ),
    "survey.survey": (
        _l("Her svarer borgerne. På en tablet, hvor du er logget ind, kan du gøre skærmen til spørgeskærm."),
        _l("Så er den låst, og kun din adgangskode åbner den igen. Uden en kode tager den ikke imod svar."),
    ),
    "survey.counted": (
        _l("Svarene tælles samlet, når et kvartal er slut. Ingen kan se, hvad én har svaret."),
        _l("«Mindst 95 %» betyder, at det præcise tal kunne røbe nogen. En prik er et tal, der ikke må vises."),
        _l("Ikke afleveret: nogen blev spurgt, men gav hverken et svar eller et nej fra sig."),
    ),
    "survey.every_question": (
        _l("Styregruppen bestemmer, hvad borgerne spørges om. En ændring gælder først fra næste kvartal."),
        _l("Hver ændring er en ny udgave. De gamle bliver stående, så tallene kan læses bagefter."),
    ),
    "survey.new_question": (
        _l("Skriv spørgsmålet på alle seks sprog. Mangler et, tilbydes skemaet ikke på det sprog."),
    ),
    "survey.question": (
        _l("Siger du det samme med bedre ord, stilles tallene op mod de gamle. Ellers begynder de forfra."),
        _l("Det kvartal, der er i gang, ændres ikke."),
    ),
}
