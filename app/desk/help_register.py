"""Help for the register: citizens, contacts, follow-ups, mentoring, the journal."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REGISTER: dict[str, tuple[LazyString, ...]] = {
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
