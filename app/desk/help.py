"""Help: what each page is for, what happens with what is written there, who sees it, and what cannot be undone.

A few sentences behind one tap, at the end of every page; a test asks them of every page that is opened by its address.
The texts stand in one dict for each feature, in the order of the program's map (`app/__init__.py`).
"""

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.desk.help_money import COMMITTEE, POOL

Told = dict[str, tuple[LazyString, ...]]

_DESK: Told = {
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
}

_ACCOUNTS: Told = {
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
}

_DRAFTS: Told = {
    "drafts.own": (
        _l("Det, du er i gang med at skrive, ligger her, til du gemmer det. Tryk på en kladde for at skrive videre."),
        _l("Kun du kan se dine kladder. Stopper du, kan din leder give dem videre til en kollega."),
        _l("En kladde, du sletter, kan ikke hentes frem igen. Tabletten selv gemmer ingenting."),
    ),
}

_CENTRES: Told = {
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
}

_CITIZENS: Told = {
    "citizens.register_of_own": (
        _l("Skriv begyndelsen af et navn eller et alias. Så finder du borgere fra dine egne væresteder."),
        _l("Hedder en på et andet værested præcis det, du skrev, kan du åbne siden, når du har skrevet hvorfor."),
        _l("Det står i loggen, at du har søgt, men ikke hvad du skrev."),
    ),
    "citizens.new": (
        _l("Gem kun det, personen selv vil fortælle. Et alias er nok, og personen vælger det selv."),
        _l("Den, der ikke vil kendes, skal ikke skrives op her: skriv bare kontakten op uden navn."),
    ),
    "citizens.citizen": (
        _l("Øverst står det, personen har fortalt. Nedenunder står, hvad der er sket, det nyeste først."),
        _l("Følsomme notater kan kun læses af den, der skrev dem, og af dem, der selv arbejder med personen."),
        _l("Er der børn i hjemmet, så notér det med ét tryk. Så ser du, hvad din pligt er, og hvem du ringer til."),
        _l("Under «Andet om personen» giver du navn, advarer kolleger, kobler sammen og afslutter."),
    ),
    "citizens.details": (
        _l("Ret det, personen fortæller nu. Det, der stod før, kan ses i historien."),
        _l("Gemmer en anden samtidig, ser du begge tekster og vælger."),
    ),
    "citizens.level": (
        _l("Personen bestemmer selv, om I kender navnet. Skriv hvorfor og hvilken dag, så står det i historien."),
        _l("Tager personen navnet tilbage, bliver navn og telefon slettet og kan ikke hentes frem igen."),
        _l("Navnet bliver stående i notater og i filer til journalen. Ret notaterne bagefter."),
    ),
    "citizens.safety": (
        _l("Skriv kun det, en kollega skal vide for at være tryg. Det står øverst på personens side."),
        _l("Advarslen gælder til den dag, du vælger, højst et år, og forsvinder så af sig selv."),
    ),
    "citizens.protection": (
        _l("Sæt det på, når personen har navne- og adressebeskyttelse. Så står navnet ikke i lister og søgning."),
        _l("De, der selv arbejder med personen, ser stadig navnet. Andre skal først skrive hvorfor."),
        _l("Beskyttelsen kan tages af igen her på siden."),
    ),
    "citizens.protected": (
        _l("Skriv, hvorfor du har brug for at se navn og telefon. Så kan du se dem resten af i dag."),
        _l("Din grund står i loggen, og personen kan bede om at se den. Giv ikke navnet videre."),
    ),
    "citizens.status": (
        _l("Brug siden, når I afslutter, eller når personen er flyttet eller død. Så står personen ikke i lister."),
        _l("Intet bliver slettet. Find personen igen med «Også afsluttede», og åbn siden med ét tryk."),
        _l("Åbne aftaler lukker ikke af sig selv. Se dem igennem bagefter."),
    ),
    "citizens.new_link": (
        _l("Er to sider om den samme person, så kobl dem sammen. Alt står samlet, og begge navne kan findes."),
        _l("Intet bliver slettet. Koblingen kan fortrydes på personens side, og så får hver sit igen."),
        _l("To, der er skrevet op hos hver sin driftsherre, kan ikke kobles sammen."),
    ),
    "citizens.other_centres": (
        _l("Skriv, hvorfor du har brug for det, andre væresteder har skrevet. Så kan du læse det resten af i dag."),
        _l("Følsomme notater fra andre steder åbner ikke. Din grund står i loggen, og personen kan bede om at se den."),
    ),
    "citizens.other_operators": (
        _l("Spørg kun en anden driftsherre, når personen har sagt ja, eller når en lov giver lov til det."),
        _l("Skriv hele navnet eller hele aliaset. Findes der præcis én, er siden åben for dig resten af i dag."),
        _l("Det bliver gemt, at du spurgte og hvorfor, også når ingen bliver fundet."),
    ),
    "citizens.legal_grounds": (
        _l("Listen over det, man kan vælge, når man spørger en anden driftsherre uden samtykke."),
        _l("En lovhjemmel bliver ikke slettet: skriv den sidste dag, så kan den ikke vælges mere."),
    ),
    "citizens.new_legal_ground": (
        _l("Skriv, hvad loven giver lov til, og paragraffen. Den kan vælges fra den dag, du skriver."),
        _l("Har ingen jurist set på den, så sæt kryds. Det ser den, der vil bruge den."),
    ),
    "citizens.legal_ground": (
        _l("Ret lovhjemlen, eller skriv dens sidste dag. Det, der er slået op med den, bliver stående."),
    ),
}

_VOLUNTEERS: Told = {
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
}

_APPLICATIONS: Told = {
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
}

_FOLLOW_UPS: Told = {
    "followups.every_follow_up": (
        _l("Alt, hvad der er aftalt: dit eget, hele stedets og det, der er klaret de sidste 14 dage."),
        _l("Kollegerne på stedet kan læse det. Skriv derfor kort og intet følsomt."),
    ),
    "followups.new": (
        _l("Skriv, hvad der skal ske, hvornår, og hvem der gør det. Så står det på Min dag hos den, der gør det."),
        _l("Vælger du hele stedet, står det hos alle, der er på arbejde dér, til det er klaret."),
        _l("Kollegerne på stedet kan læse det. Skriv derfor kort og intet følsomt."),
    ),
    "followups.follow_up": (
        _l("Tryk «Klaret», når det er sket, eller udskyd det. En opfølgning, der er lukket, kan åbnes igen."),
        _l("Alt, hvad der sker med den, står med navn og tid og kan læses af kollegerne på stedet."),
    ),
    "followups.details": (_l("Ret teksten, dagen eller hvem der gør det. Ændringen kan læses under «Det er sket»."),),
    "followups.covers": (
        _l("Er en af jer væk, passer en anden opgaverne. Så længe det gælder, står de på den andens Min dag."),
        _l("Aftal det, når du selv er en af de to. Ellers gør lederen det. Kladder følger ikke med."),
        _l("Det slutter af sig selv efter den sidste dag, og I kan afslutte det før."),
    ),
    "followups.handover": (
        _l("Giv en kollegas opgaver til en anden, når kollegaen stopper eller er længe væk. Du ser kun antal."),
        _l("Opfølgninger, brobygninger, mentoraftaler og kladder flytter på én gang. Modtageren ser det på Min dag."),
        _l("Det kan ikke fortrydes, så se navnene efter, før du trykker."),
    ),
}

_OUTREACH: Told = {
    "outreach.new": (
        _l("Vælg, hvem du talte med, hvad slags kontakt det var, og hvad I talte om. Resten er udfyldt."),
        _l("Opsøgende: du gik ud, hvor folk er, uden at de havde bedt om det."),
        _l("Opsugende: du fik nogen med ind på værestedet eller hen til et tilbud."),
        _l("Kontaktskabelse: I lærte hinanden at kende, og personen fik tillid til dig."),
        _l("Hurtig intervention: noget kunne ikke vente, og du handlede med det samme."),
        _l("Brobygning: du fulgte personen videre til hjælp et andet sted."),
        _l("Opfølgning: du vendte tilbage til noget, I havde aftalt."),
    ),
    "outreach.contact": (
        _l("Her ser du én kontakt. Er noget forkert, kan den rettes, og det, der stod før, kan stadig ses."),
        _l(
            "Den, der skrev den op, kan fortryde den i 10 minutter. Det, der er aftalt med den, går med, "
            "hvis ingen har rørt det."
        ),
        _l("Hører den til i kommunens journal, så tryk på knappen. Så venter den under «Til journalen»."),
    ),
    "outreach.correction": (
        _l("Ret det, der er forkert. Det, der stod før, kan stadig læses, med dit navn og tiden."),
        _l("Står kontakten hos en forkert person, så flyt den i stedet."),
        _l("Et notat, du ikke må læse, bliver, som det er."),
    ),
    "outreach.moving": (
        _l("Vælg, hvem kontakten var med. Emner, notat og brobygning flytter med, og den kan flyttes tilbage."),
        _l("Hos den forkerte står kun, at en kontakt er flyttet. Skrev du en aftale med, så ret den for sig."),
    ),
    "outreach.head_count": (
        _l("Tæl, hvor mange der er kommet i dag eller en anden dag. Der gemmes kun et antal, ingen personer."),
    ),
    "outreach.all_bridges": (
        _l("Dem, du og kollegerne har sendt videre til hjælp. De står her, til I ved, om personen kom frem."),
        _l("Kommer personen til rådgivningen og bliver tjekket ind, skriver programmet selv, at personen kom frem."),
        _l("Er det følsomt, hvor personen er sendt hen, kan kun de læse det, der selv arbejder med personen."),
    ),
    "outreach.new_bridge": (
        _l("Skriv, hvor personen er sendt hen, og hvornår. Det, du ikke ved endnu, kan stå tomt."),
        _l("Brobygningen står på din Min dag, til I ved, om personen kom frem."),
    ),
    "outreach.bridge": (
        _l("Skriv, om personen kom frem. Svaret bliver stående med dit navn, også når der kommer et nyt."),
        _l("Var svaret forkert, så vælg «Venter på svar», og svar igen."),
        _l("Er det følsomt, hvor personen er sendt hen, kan kun de læse det, der selv arbejder med personen."),
    ),
    "outreach.bridge_details": (
        _l("Ret, hvor personen er sendt hen, og hvornår. Det, der stod før, kan ikke ses igen."),
        _l("Gemmer en anden samtidig, ser du begge tekster og vælger."),
    ),
}

_MENTORING: Told = {
    "mentoring.agreements": (
        _l("Aftaler om en mentor nogle timer om ugen: dine egne og kollegernes. En ny laver du på borgerens side."),
        _l(
            "De sidste fire uger bliver det vist, hvornår aftalen slutter, så I kan aftale, hvad der skal ske bagefter."
        ),
    ),
    "mentoring.new": (
        _l("Skriv, hvem der er mentor, hvor mange timer om ugen, hvor længe, og hvilken afdeling der har bedt om det."),
        _l("De, der arbejder med borgere på værestedet, kan se aftalen på borgerens side."),
    ),
    "mentoring.agreement": (
        _l("Her står, hvad der er aftalt. Aftaler I noget andet, så ret det her; det gamle kan stadig ses."),
        _l("Slutter aftalen før tid, så skriv hvorfor. Den kan ikke åbnes igen, men I kan lave en ny."),
    ),
    "mentoring.loads": (
        _l("Se, hvor mange mentoraftaler og timer hver medarbejder har, og hvor mange der snart slutter."),
        _l("Her står kun antal, ingen borgere."),
    ),
}

_JOURNAL: Told = {
    "journal.to_send": (
        _l("Tryk «Hører til i journalen» på en kontakt, så venter den her, til du tager den med i en fil."),
        _l("Når du laver filen, bliver det gemt, hvad den rummer, og hvem der lavede den. Det kan ikke fortrydes."),
        _l("Programmet sender ikke selv noget: hent filen, og læg den i kommunens journal."),
    ),
    "journal.export": (
        _l("Her står det, filen rummer, ord for ord. Hent den, eller udskriv siden, og læg det i kommunens journal."),
        _l("Filen kan hentes i 30 dage. Slet din egen kopi, når den ligger i journalen."),
        _l("Retter nogen en kontakt bagefter, er filen den samme, og kontakten venter under «Til journalen» igen."),
    ),
}

_FIGURES: Told = {
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
}

_IMPORTS: Told = {
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
}

_BOARD: Told = {
    "casework.sessions": (
        _l("De sessioner, der er i dag på dine væresteder. Tryk på en for at se dens tavle."),
        _l("Er der ingen plan, kan I begynde med det samme. Sessionen bliver gemt som alle andre."),
    ),
    "casework.board": (
        _l("Tavlen er fælles og opdaterer sig selv. Tryk på et navn for at skrive emnet eller give borgeren videre."),
        _l("Ingen skal sige deres navn: et nummer er nok. Helbred, alkohol og stoffer står kun som «Andet»."),
        _l("Tager to den samme, får den første borgeren, og den anden får det at vide. Er der låst, ses kun numre."),
    ),
    "casework.locked_board": (_l("Mens tabletten er låst, står der kun numre. Lås op for at se hele tavlen."),),
    "casework.checking_in": (
        _l("Ét tryk, og borgeren venter på tavlen. Emnet og hvem borgeren kom med kan skrives bagefter."),
        _l("«Ventet i dag» er dem, en kollega har sendt hertil. Vil borgeren ikke sige sit navn, så giv et nummer."),
    ),
    "casework.visit": (
        _l("Her skriver du, hvad det handler om, hvem borgeren kom med, og hvad borgeren vil kaldes i dag."),
        _l("Giver du borgeren videre, venter borgeren på netop den kollega. Trykkede du forkert, så tryk «Fortryd»."),
        _l("Helbred, alkohol og stoffer ser kun den, der tjekkede borgeren ind, og dem, der taler med borgeren."),
    ),
}

_PLAN: Told = {
    "casework.plan": (
        _l("Her står, hvem der holder rådgivning hvor i en uge. Vælg et sted, og bladr frem eller tilbage."),
        _l("Tryk på en linje for at se teamet, flytte, aflyse eller sætte en vikar på."),
        _l("Værter bestiller besøg, når en indsats ikke kommer fast på stedet. Svaret står nederst."),
    ),
    "casework.planned": (
        _l("Her står, hvem der kommer. Melder en fra, kan du sætte en vikar på med det samme."),
        _l("Flytter eller aflyser du, får teamet det at vide på Min dag, og deres kalendere følger med."),
    ),
    "casework.moving": (
        _l("Kun denne ene gang bliver flyttet. Serien går videre som før."),
        _l("Har en anden rettet samtidig, ser du begge tider og vælger."),
    ),
    "casework.cancelling": (
        _l("Kun denne ene gang bliver aflyst, og den bliver stående på planen med din grund."),
        _l("Fortryder du, så tryk «Den holdes alligevel», så længe tiden ikke er gået."),
    ),
    "casework.every_series": (
        _l("Serierne er det, der holdes igen og igen. Tryk på en for at rette eller slutte den."),
    ),
    "casework.new_series": (
        _l("Vælg indsats, sted, første dag og team. Ugedagen er den samme som den første dag."),
        _l("Helligdage, grundlovsdag, juleaften og nytårsaften springes over af sig selv."),
        _l("Otte uger frem står på planen med det samme. Resten kommer hver nat."),
    ),
    "casework.series": (
        _l("Her står de næste gange, og hvilke dage der springes over."),
        _l("Slutter du serien, slettes det, der ligger efter den sidste dag. Det kan ikke fortrydes."),
    ),
    "casework.change_series": (
        _l("Det nye gælder fra den første dag, du vælger. Det, der ligger før, bliver stående."),
        _l("Gange, der er aflyst eller flyttet for sig, beholder deres plads."),
    ),
    "casework.new_visit_request": (
        _l("Bestil besøg af en indsats, der ikke kommer fast hos jer. Skriv, hvilke dage der passer, og hvorfor."),
        _l("Skriv ingen navne. De, der skal svare, ser det på Min dag."),
    ),
    "casework.visit_request": (
        _l("Siger I ja, bliver besøget planlagt med det samme, og den, der kommer, kan arbejde på stedet den dag."),
        _l("Siger I nej, så skriv hvorfor. Et ja kan blive til et nej, så længe dagen ikke er gået."),
    ),
    "casework.own_calendar": (
        _l("Lav en hemmelig adresse, og sæt den ind i din kalender. Så står dine rådgivninger dér af sig selv."),
        _l("Adressen vises én gang. Luk den, hvis andre kan have set den."),
    ),
    "hours.sessions": (
        _l("Se, hvor mange timer hver afdeling har aftalt og holdt på hvert værested."),
        _l("Holdt er tiden for dem, der kom, når rådgivningen er forbi og ikke var aflyst."),
        _l("Deler to væresteder en rådgivning, tæller den halvt hvert sted."),
    ),
    "hours.session_setting": (
        _l("Skriv, hvor mange timer om ugen afdelingen sidder her, og fra hvilken dag."),
        _l("Intet bliver slettet. Er en linje forkert, så skriv en ny fra samme dag. Den nye gælder."),
    ),
}

_TALKS: Told = {
    "casework.new_conversation": (
        _l("Det, tavlen ved, er udfyldt: emnet, tiden og hvem der var med. Ret det, der ikke passer, og gem."),
        _l("Skriv det, I har aftalt, mens borgeren sidder der, og spørg, om værestedet må læse teksten."),
        _l("Siger borgeren nej, læser værestedet kun, at borgeren kommer igen."),
        _l("Skal borgeren videre til en kollega, så vælg hvem. Borgeren venter så på kollegaen på tavlen."),
    ),
    "casework.conversation": (
        _l("Her ser du én samtale. De, der var med, og afdelingens egne folk på stedet kan læse den."),
        _l("Alle andre ser kun, at der var en samtale, hvilken dag og med hvilken afdeling."),
        _l("Den, der skrev samtalen, kan rette den. Det, der stod før, kan stadig læses."),
    ),
    "casework.correction": (
        _l("Ret det, der er forkert. Det, der stod før, kan stadig læses, med dit navn og tiden."),
        _l("Aftalerne rettes hver for sig: tryk på dem på samtalens side."),
    ),
    "casework.handout": (
        _l("Et ark til borgeren med det, I har aftalt. Det kan læses på skærmen eller skrives ud."),
        _l("Her står kun aftalerne, dagen og hvem borgeren kan spørge efter. Intet fra notatet."),
        _l("Borgeren bestemmer, om navnet skal stå der. Tryk «Uden navn», hvis det ikke skal."),
    ),
}

_CONSENT: Told = {
    "consent.new": (
        _l("Læs siden sammen med borgeren. Samtykket gælder fra det øjeblik, I trykker «Ja, det siger jeg ja til»."),
        _l("De andre kan læse det, I vælger, og ikke mere. Det gælder også det, der står der i forvejen."),
        _l("Borgeren kan tage det tilbage når som helst. Det står på personens side, også bagefter."),
    ),
    "consent.consent": (
        _l("Udskriv siden til borgeren: den fylder ét ark med stor skrift."),
        _l("«Tag tilbage» lukker med det samme. Samtykket bliver stående, så man kan se, hvornår det gjaldt."),
        _l("Den, der ikke selv er med i samtykket, ser kun, hvem der må læse, og hvem der har skrevet."),
    ),
    "consent.withdrawal": (
        _l("Når det er taget tilbage, ser de andre intet af det, næste gang de åbner en side."),
        _l("Den, der selv var med til en samtale, kan stadig læse det fælles notat."),
        _l("Det kan ikke fortrydes. Borgeren kan give et nyt samtykke."),
    ),
    "consent.legal_ground": (
        _l("Brug den kun, når en lov giver lov til det. Vælg loven, og skriv, hvad det skal bruges til."),
        _l("Det er åbent for dig alene og kun resten af i dag. Det står i loggen og på personens side."),
    ),
    "consent.without_record": (
        _l("Et samtykke skal høre til nogen. Et alias er nok, og navnet kan altid vente."),
        _l("Har du givet et alias, så tryk «Nyt samtykke» på personens side."),
    ),
    "consent.ages": (_l("Her står, hvem der siger ja for de unge, med kilden. Tryk på en linje for at rette den."),),
    "consent.age": (_l("Ret teksten, når reglen er efterprøvet, og skriv, hvor den står. Den vises fra nu af."),),
}

_HOTLINE: Told = {
    "hotline.calls": (
        _l("Her står det, I har spurgt Borgerservice om, og hvor længe det har ventet."),
        _l("Har du ringet, så tryk «Svar» og «Ringet og fik svar». Så er opkaldet og tiden noteret."),
        _l("Kollegerne på værestedet og Borgerservice kan læse spørgsmål og svar."),
    ),
    "hotline.new_call": (
        _l("Skriv, hvad I vil vide. Ring selv, eller send det, så svarer Borgerservice, når de kan."),
        _l("Borgerservice og dine kolleger på værestedet kan læse det. Skriv ikke mere om personen end nødvendigt."),
    ),
    "hotline.call": (
        _l("Her står spørgsmålet og svaret. Den, der spurgte, ser svaret på Min dag."),
        _l("Åbner du et besvaret spørgsmål igen, forsvinder svaret, der stod."),
    ),
    "hotline.interviews": (
        _l("Her står borgernes jobsamtaler: dem, hvor dagen er gået, øverst."),
        _l("Spørg, hvordan det gik, og svar med to tryk. Trykkede du forkert, så ret det på samtalens egen side."),
    ),
    "hotline.new_interview": (
        _l("Skriv, hvor og hvornår samtalen er. Når dagen er gået, minder Min dag dig om at spørge, hvordan det gik."),
    ),
    "hotline.interview": (
        _l("Skriv, hvordan det gik. Skal personen til samtale igen, fører svaret dig videre til den næste."),
        _l("Kollegerne på værestedet og sagsbehandlerne ser det på borgerens side."),
    ),
}

_COURSES: Told = {
    "courses.courses": (
        _l("Her løber urene: fra den dag, nogen sagde, at de vil i behandling, også uden navn."),
        _l("Rødt er for sent, gult er snart. Tryk på en linje, når en samtale er tilbudt, eller det er begyndt."),
        _l("Kun misbrugsindsatsen på stedet ser siden."),
    ),
    "courses.new_wish": (
        _l("Ét tryk på «Alkohol» eller «Stoffer» gemmer ønsket med dagen i dag, og så løber uret."),
        _l("Kun misbrugsindsatsen, du selv og kolleger, der arbejder med personen, kan se det."),
    ),
    "courses.course": (
        _l("Her står, hvornår ønsket blev sagt, hvornår behandlingen senest begynder, og hvad der er sket."),
        _l("Misbrugsindsatsen skriver, hvad der sker. Et forkert skridt kan fortrydes, og det kan ses bagefter."),
    ),
    "courses.rules": (
        _l("Fristerne gælder for ønsker fra den dag, du vælger. Ure, der løber, beholder deres frist."),
        _l("Intet bliver slettet. Er en linje forkert, så skriv en ny fra samme dag. Den nye gælder."),
    ),
    "courses.offers": (
        _l("Her står det, der bliver tilbudt på værestedet. «Én kom» tæller én uden navn i dag."),
        _l("Tryk på et tilbud for at skrive et navn, se en anden dag eller rette det."),
    ),
    "courses.new_offer": (_l("Skriv, hvad I tilbyder, hvor og hvornår. Hele stedet kan se det."),),
    "courses.offer": (
        _l("Tæl dem, der kommer. Skriv kun et navn, når personen selv vil have det."),
        _l("Er det om helbred, alkohol eller stoffer, ser kun de kolleger navnet, der arbejder med personen."),
        _l("Trykkede du forkert, så tryk «Fortryd» eller minus."),
    ),
    "courses.offer_details": (_l("Ret, hvad tilbuddet er. Er det slut, så skriv den sidste dag."),),
}

_SUMMARY: Told = {
    "casework.summary": (
        _l("Luk rådgivningen, når de sidste er gået. Så kan ingen tjekkes ind mere, og det kan ikke fortrydes."),
        _l("Det, borgerne ville kaldes på tavlen, bliver slettet. Samtaler kan stadig skrives bagefter."),
        _l("Tallene bliver stående for jer, der er med. Glemmer I at lukke, gør programmet det om natten."),
    ),
}

_DECISIONS: Told = {
    "decisions.recent": (
        _l("Her står det, du er bedt om at afgøre, og det, din afdeling har afgjort de sidste 30 dage."),
        _l("En afgørelse træffes fra en samtale eller fra borgerens side."),
    ),
    "decisions.new": (
        _l("Du kan vælge det, som kompetenceplanen giver din afdeling i dag. Resten beder du en kollega om."),
        _l("Afgørelsen står på borgeren og under «Til journalen». Den kan ikke rettes, men erstattes af en ny."),
        _l("Din afdeling og de, der var med i samtalen, kan læse den. Andre ser, at den er truffet, og af hvem."),
    ),
    "decisions.new_of_citizen": (
        _l("Du kan vælge det, som kompetenceplanen giver din afdeling i dag. Resten beder du en kollega om."),
        _l("Afgørelsen står på borgeren og under «Til journalen». Den kan ikke rettes, men erstattes af en ny."),
    ),
    "decisions.ask": (
        _l("Her står de kolleger, der må afgøre det, de tilstedeværende først."),
        _l("Den, du vælger, får det på Min dag og svarer med en afgørelse eller sender det tilbage."),
    ),
    "decisions.ask_of_citizen": (
        _l("Her står de kolleger, der må afgøre det."),
        _l("Den, du vælger, får det på Min dag og svarer med en afgørelse eller sender det tilbage."),
    ),
    "decisions.asked": (
        _l("Svar ved at træffe afgørelsen, ved at give den videre eller ved at sende den tilbage med en sætning."),
        _l("I, der er involveret, jeres afdelinger og den, der passer dine opgaver, kan se siden."),
    ),
    "decisions.answer": (
        _l("Når du gemmer, er der svaret. Den, der spurgte, kan se det på sin liste over afgørelser."),
        _l("Afgørelsen kan ikke rettes, men erstattes af en ny."),
    ),
    "decisions.decision": (
        _l("En afgørelse bliver aldrig ændret. Er den forkert, erstatter en ny den, og begge kan læses."),
        _l("Den kommer med i en fil til journalen under «Til journalen»."),
    ),
    "decisions.replace": (
        _l("Skriv den nye afgørelse, og hvorfor den erstatter den gamle. Begge bliver stående."),
        _l("Kun den afdeling, der traf den gamle, kan erstatte den."),
    ),
    "decisions.competence": (
        _l("Tabellen viser, hvilken afdeling der må afgøre hvad i dag, og hvad der kommer."),
        _l("En række bliver afsluttet på en dag og aldrig slettet, så man kan se, hvad der gjaldt."),
    ),
    "decisions.new_competence": (
        _l("Fra den dag, du vælger, kan de, der er her for afdelingen, træffe den slags afgørelser."),
    ),
    "decisions.competence_row": (
        _l("Vælg den sidste dag. Dagen efter kan afdelingen ikke længere afgøre det."),
        _l("Det, der er afgjort, bliver stående. Rækken kan ikke åbnes igen, men du kan lave en ny."),
    ),
    "decisions.kinds": (
        _l("Det, man kan vælge, når man træffer en afgørelse. Har en slags beløb, er den en enkeltydelse."),
    ),
    "decisions.new_kind": (
        _l("Skriv den, som medarbejderne skal læse den. Giv den bagefter til en afdeling i planen."),
    ),
    "decisions.kind": (
        _l("Ændringen ses også på de afgørelser, der er truffet. Er det noget andet, så lav en ny slags."),
    ),
    "decisions.grounds": (
        _l("Det, en afgørelse kan bygge på. «Ikke efterprøvet» betyder, at ingen jurist har set på den."),
    ),
    "decisions.new_ground": (_l("Skriv lov og paragraf, som de skal stå i journalen."),),
    "decisions.ground": (
        _l("Ændringen ses også på de afgørelser, der er truffet. Er loven ny, så lav en ny, og afslut den gamle."),
    ),
}

_SURVEY: Told = {
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

_ACTIVITIES: Told = {
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
}

_PEERS: Told = {
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
}

_WORKSHOPS: Told = {
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

HELP: Told = {
    **_DESK,
    **_ACCOUNTS,
    **_DRAFTS,
    **_CENTRES,
    **_CITIZENS,
    **_VOLUNTEERS,
    **_APPLICATIONS,
    **_FOLLOW_UPS,
    **_OUTREACH,
    **_MENTORING,
    **_JOURNAL,
    **_FIGURES,
    **_IMPORTS,
    **_BOARD,
    **_PLAN,
    **_TALKS,
    **_CONSENT,
    **_ACTIVITIES,
    **_PEERS,
    **_WORKSHOPS,
    **_HOTLINE,
    **_COURSES,
    **_SUMMARY,
    **_DECISIONS,
    **_SURVEY,
    **POOL,
    **COMMITTEE,
}
"""By endpoint. The six kinds of contact (SIV-11) are told where they are chosen."""


SHOWN_AGAIN = {
    "accounts.change": "accounts.account",
    "accounts.create": "accounts.new",
    "accounts.ended_roles": "accounts.account",
    "accounts.invitation": "accounts.account",
    "accounts.password": "accounts.me",
    "accounts.pin": "accounts.me",
    "accounts.place": "accounts.me",
    "accounts.roles": "accounts.account",
    "applications.answer": "applications.application",
    "applications.new_code": "applications.read",
    "applications.write": "applications.application",
    "casework.absences": "casework.planned",
    "casework.answers": "casework.visit_request",
    "casework.calendar_addresses": "casework.own_calendar",
    "casework.change_visit": "casework.visit",
    "casework.check_in": "casework.checking_in",
    "casework.close": "casework.summary",
    "casework.correct": "casework.correction",
    "casework.create_conversation": "casework.new_conversation",
    "casework.ending_series": "casework.series",
    "casework.reopened": "casework.planned",
    "casework.settle": "casework.summary",
    "casework.start_now": "casework.sessions",
    "casework.survey_slip": "casework.conversation",
    "casework.team": "casework.planned",
    "casework.visit_steps": "casework.board",
    "centres.duty_texts": "centres.duty",
    "citizens.change": "citizens.details",
    "citizens.children_at_home": "citizens.citizen",
    "citizens.create": "citizens.new",
    "citizens.elsewhere": "citizens.other_centres",
    "citizens.income": "citizens.citizen",
    "citizens.known_before": "citizens.citizen",
    "citizens.level_change": "citizens.level",
    "citizens.links_of_citizen": "citizens.new_link",
    "citizens.look_up": "citizens.other_operators",
    "citizens.notifications": "citizens.citizen",
    "activities.payments": "activities.activity",
    "activities.rest": "activities.activity",
    "activities.closing": "activities.activity",
    "activities.handed_back": "activities.activity",
    "activities.make": "activities.activities",
    "activities.start": "activities.own",
    "activities.cancelling": "activities.meetings",
    "activities.role_steps": "activities.roles",
    "peers.steps": "peers.offers",
    "workshops.stages": "workshops.workshop",
    "workshops.ideas": "workshops.workshop",
    "workshops.winner": "workshops.workshop",
    "workshops.room_ideas": "workshops.room",
    "workshops.room_slip": "workshops.room",
    "workshops.room_dots": "workshops.room",
    "workshops.room_application": "workshops.room",
    "citizens.opening": "citizens.other_centres",
    "citizens.other_search": "citizens.new_link",
    "citizens.protect": "citizens.protection",
    "citizens.safety_note": "citizens.safety",
    "citizens.search": "citizens.register_of_own",
    "citizens.status_change": "citizens.status",
    "consent.reviews": "consent.consent",
    "consent.words": "consent.new",
    "courses.attendance": "courses.offer",
    "courses.change_offer": "courses.offer_details",
    "courses.create_wish": "courses.new_wish",
    "courses.named": "courses.course",
    "courses.steps": "courses.course",
    "courses.taken_back": "courses.course",
    "decisions.alias": "decisions.new",
    "decisions.give_back": "decisions.asked",
    "decisions.pass_on": "decisions.asked",
    "followups.arrange": "followups.covers",
    "followups.change": "followups.details",
    "followups.create": "followups.new",
    "followups.ended_covers": "followups.covers",
    "followups.hand_over": "followups.handover",
    "followups.steps": "followups.follow_up",
    "hotline.answer": "hotline.call",
    "hotline.call_steps": "hotline.call",
    "hotline.change_interview": "hotline.interview",
    "hotline.create_call": "hotline.new_call",
    "hotline.create_interview": "hotline.new_interview",
    "hotline.interview_outcome": "hotline.interview",
    "imports.files": "imports.start",
    "imports.records": "imports.file",
    "journal.exports": "journal.to_send",
    "mentoring.change": "mentoring.agreement",
    "mentoring.create": "mentoring.new",
    "mentoring.ending": "mentoring.agreement",
    "monitoring.adoption": "monitoring.definition",
    "monitoring.closings": "monitoring.periods",
    "monitoring.hearings": "monitoring.definition",
    "monitoring.plain_reports": "monitoring.periods",
    "monitoring.releases": "monitoring.periods",
    "monitoring.withdrawal": "monitoring.definition",
    "outreach.bridge_outcomes": "outreach.bridge",
    "outreach.change_bridge": "outreach.bridge_details",
    "outreach.correct": "outreach.correction",
    "outreach.create": "outreach.new",
    "outreach.create_bridge": "outreach.new_bridge",
    "outreach.move": "outreach.moving",
    "outreach.survey_slip": "outreach.contact",
    "outreach.take_back": "outreach.contact",
    "survey.left_out": "survey.question",
    "committee.attendance": "committee.meeting",
    "committee.ballots": "committee.voting_page",
    "committee.closing": "committee.voting_page",
    "committee.decision": "committee.voting_page",
    "committee.ended_interests": "committee.point",
    "committee.hands": "committee.voting_page",
    "committee.interests": "committee.point",
    "committee.meeting_steps_taken": "committee.meeting",
    "committee.named_interests": "committee.voting_page",
    "committee.points": "committee.meeting",
    "committee.removal": "committee.meeting",
    "committee.votes": "committee.point",
    "pool.lapses": "pool.grant",
    "pool.payments": "pool.grant",
    "pool.returns": "pool.grant",
}
"""What a form is sent to: the page that is shown again when something is missing, and is explained as it was."""


def help_here() -> tuple[LazyString, ...]:
    """The sentences of this page, also when it is shown again; none where nobody reads (parts, files)."""
    here = request.endpoint or ""
    return HELP.get(SHOWN_AGAIN.get(here, here), ())
