"""The demo's ideas and applications: ideas with support, a draft, some with the committee, and one it asks about.

One of them is opened with words that everybody may know: `applications.code.TRIAL_WORDS`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app import clock
from app.accounts.models import Account
from app.applications import asking, drafting, sending
from app.applications.application import Line, Said
from app.applications.code import TRIAL_WORDS, hashed
from app.applications.models import Application, Idea, IdeaSupport
from app.centres.models import Centre
from app.db import db

IDEAS = (
    ("Regnbuen", "En tur til havet", "Vi kan tage bussen til Årø og spise is.", 7, 12),
    ("Regnbuen", "Et kursus i at lave cykler", "Mange har en cykel, der ikke kører.", 4, 6),
    ("Regnbuen", "Flere blomster i gården", "", 2, 3),
    ("BorgerCafeen", "En aften med musik", "Tre af os kan spille.", 5, 8),
    ("Parasollen", "Lære at strikke", "Jeg kan lære fra mig.", 3, 5),
)
"""Where, what, more, how many support it, days ago."""

ANY_DAY = date(2026, 1, 1)
"""The days are set when it is told."""

BREAD = Said(
    title="Bage brød hver onsdag",
    applicants="Ida\nHam fra havnen\nKalle",
    helper="Tom Riis",
    what="Vi vil bage brød til huset hver onsdag. Vi skiftes til at lære hinanden det.",
    for_whom="Alle, der kommer i Regnbuen. Man behøver ikke kunne noget.",
    people=8,
    where_held="Køkkenet i Regnbuen",
    from_on=ANY_DAY,
    to_on=ANY_DAY,
    progression="Så kan vi bage brød selv. To af os tør stå for køkkenet alene.",
    roles="Ida køber ind. Kalle står for ovnen. Alle vasker op.",
    other_support="Vi må låne køkkenet.",
    lines=(Line("Mel og gær", 60_000), Line("To store skåle", 39_900), Line("Bageplader", 45_000)),
)
CYCLES = Said(
    title="Værksted for cykler",
    applicants="Maleren\nSvend\nLilli",
    helper="",
    what="Vi laver gamle cykler i stand sammen. Folk kan komme med deres egen.",
    for_whom="Dem, der ikke har råd til en cykel.",
    people=6,
    where_held="Skuret bag Regnbuen",
    from_on=ANY_DAY,
    to_on=ANY_DAY,
    progression="Vi kan lappe et dæk og skifte en kæde. Nogle får en cykel at køre på.",
    roles="Svend viser, hvordan man gør. Lilli holder styr på værktøjet.",
    other_support="Genbrug giver os cykler.",
    lines=(Line("Værktøj", 180_000), Line("Dæk og kæder", 120_000), Line("Kaffe", 20_000)),
)
MUSIC = Said(
    title="En aften med musik",
    applicants="Fiskeren\nSanne",
    helper="Lis Holm",
    what="Vi øver hver torsdag i vinter og spiller for huset til foråret.",
    for_whom="Alle, der vil synge eller spille.",
    people=12,
    where_held="BorgerCafeen",
    from_on=ANY_DAY,
    to_on=ANY_DAY,
    progression="Vi tør stå foran andre og spille fem sange.",
    roles="Fiskeren spiller guitar. Sanne finder sangene.",
    other_support="",
    lines=(Line("Strenge og noder", 75_050), Line("Leje af højttaler", 90_000)),
)
SENT = (("BorgerCafeen", MUSIC, 9), ("Regnbuen", CYCLES, 5))
"""Where, what it says, days ago."""
QUESTION = "Vi kan godt lide jeres idé. Hvem passer ovnen, når Kalle er syg?"
DRAFT = "Tur til havet"


def tell(centres: Mapping[str, Centre], accounts: Mapping[str, Account]) -> str:
    """Tell it; answers with a line of what there is."""
    for at, title, what, supporters, ago in IDEAS:
        with clock.stopped(clock.now() - timedelta(days=ago)):
            idea = Idea(centre=centres[at], title=title, what=what)
            db.session.add(idea)
            db.session.flush()
            db.session.add_all(IdeaSupport(idea_id=idea.id, visit_id=None) for _ in range(supporters))
    for at, said, ago in SENT:
        _sent(centres[at], said, ago)
    asked = _sent(centres["Regnbuen"], BREAD, 14)
    asked.code_hash = hashed(TRIAL_WORDS)
    db.session.flush()
    with clock.stopped(clock.now() - timedelta(days=2)):
        asking.ask(asked, QUESTION, by=accounts["bo"])
    drafting.begin(centres["Regnbuen"], DRAFT, "Vi kan tage bussen til Årø og spise is.")
    return f"Demo: {len(IDEAS)} ideas, {len(SENT) + 2} applications; one opens with «{TRIAL_WORDS}»"


def _sent(centre: Centre, said: Said, ago: int) -> Application:
    """Begun and sent so many days ago, for three months from in four weeks."""
    first = clock.today() + timedelta(days=28)
    dated = replace(said, from_on=first, to_on=first + timedelta(days=90))
    with clock.stopped(clock.now() - timedelta(days=ago)):
        application, _words = drafting.begin(centre, said.title)
        sending.send(application, dated)
    return application
