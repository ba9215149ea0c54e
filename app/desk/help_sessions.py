"""Help for the sessions: the board, the plan, talks, consent, calls, courses, decisions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SESSIONS: dict[str, tuple[LazyString, ...]] = {
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
    "casework.summary": (
        _l("Luk rådgivningen, når de sidste er gået. Så kan ingen tjekkes ind mere, og det kan ikke fortrydes."),
        _l("Det, borgerne ville kaldes på tavlen, bliver slettet. Samtaler kan stadig skrives bagefter."),
        _l("Tallene bliver stående for jer, der er med. Glemmer I at lukke, gør programmet det om natten."),
    ),
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
