"""From an idea to the rest that is paid back, by somebody who never signs in, with a finger on a tablet."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app import clock
from tests.browser.account_pages import door
from tests.browser.conftest import Open, Say
from tests.browser.granting import granted
from tests.browser.server import Server
from tests.browser.tablet import Finger

pytestmark = pytest.mark.browser

TITLE = "Suppe til hele huset"


class Ida:
    """Ida is a citizen. She taps, and writes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.finger = Finger(page.context)

    def goes(self, words: str) -> None:
        """A way on the page, or a button of it."""
        way = re.compile(rf"^{re.escape(words)}")
        one = self.page.get_by_role("link", name=way).or_(self.page.get_by_role("button", name=way)).first
        self.finger.tap(one)

    def writes(self, label: str, text: str) -> None:
        """Into the field that is called so."""
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, words: str) -> None:
        """It says so on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def comes_back(self, words: str) -> None:
        """With her three words."""
        self.goes("Se, hvordan det går")
        self.writes("De tre ord", words)
        self.goes("Vis det")


def _receipt() -> dict[str, object]:
    made = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(made, "JPEG")
    return {"name": "bon.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def test_from_an_idea_to_the_rest_that_is_paid_back(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("tom", fresh=True)
    door(page)
    sign_ins = server.count("sign_in")
    ida = Ida(page)

    ida.goes("Jeg har en idé")
    ida.writes("Hvad er din idé?", TITLE)
    ida.goes("Hæng min idé op")
    ida.sees("1 støtter den")
    ida.finger.tap(page.locator("article", has_text=TITLE).get_by_role("link"))
    ida.goes("Begynd")
    words = page.locator(".v-words .v-code").inner_text()
    first = clock.today() + timedelta(days=1)
    for label, text in {
        "Fortæl mere": "Vi laver suppe til alle om lørdagen.",
        "Hvem er det for?": "Alle, der kommer her.",
        "Hvor mange er I?": "6",
        "Hvor skal det være?": "I køkkenet",
        "Første dag": first.isoformat(),
        "Sidste dag": (first + timedelta(days=60)).isoformat(),
        "Hvad kan I, når det er slut?": "Vi kan lave suppe til tyve.",
        "Hvem gør hvad?": "Ida køber ind. Kalle skærer løg.",
        "1. Hvad skal I bruge?": "Grønt",
        "Kroner til nr. 1": "800",
        "2. Hvad skal I bruge?": "En stor gryde",
        "Kroner til nr. 2": "449,50",
        "Hvem er I?": "Ida\nKalle fra havnen",
        "Hvem fra personalet har hjulpet jer?": "Tom Riis",
    }.items():
        ida.writes(label, text)
    expect(page.locator("[data-sum]")).to_have_text("1.249,50")
    ida.goes("Send til udvalget")
    ida.sees("Den er sendt.")
    ida.goes("Færdig")
    expect(page).to_have_url(re.compile("/door$"))

    granted(server, TITLE, "God idé. Vi glæder os til suppen.")
    ida.comes_back(words)
    ida.sees("Udvalget har sagt ja.")
    ida.sees("God idé. Vi glæder os til suppen.")
    ida.goes("Lav en plan")
    ida.goes("Lav en plan")
    ida.goes("Dage")
    for label, text in {
        "Hvilken dag?": clock.today().isoformat(),
        "Fra klokken": "00:00",
        "Til klokken": "00:01",
    }.items():
        ida.writes(label, text)
    ida.goes("Gem dagen")
    ida.goes("Hvem kom?")
    ida.goes("Én mere")
    ida.sees("Én kom.")
    ida.goes("Jeres plan")
    ida.goes("Hvem gør hvad")
    ida.writes("Hvad skal gøres?", "Køber ind")
    ida.goes("Gem opgaven")
    ida.goes("Jeg tager den")
    ida.writes("Hvad vil du kaldes?", "Ida")
    page.get_by_role("main").get_by_role("button").first.tap()
    ida.sees("Nu er det din opgave.")
    ida.goes("Til start")
    ida.goes("Tilbage til det, I skriver")
    ida.goes("Til jeres plan")
    ida.goes("Vi går i gang")
    ida.sees("I er i gang.")

    lene = tablet("lene")
    activity, application = server.rows("SELECT id, application_id FROM activity WHERE title = ?", TITLE)[0]
    lene.goto(f"/activities/{activity}")
    lene.get_by_label("Hvor mange kroner?").fill("1249,50")
    lene.get_by_label("Hvem får dem?").fill("Ida")
    lene.get_by_role("button", name="Betal ud").click()
    expect(lene.get_by_text("til Ida")).to_be_visible()

    ida.goes("Det kan vi nu")
    ida.writes("Hvad kan du nu?", "Jeg kan lave suppe til tyve")
    ida.goes("Gem det")
    ida.goes("Jeres plan")
    ida.goes("Penge")
    ida.writes("Hvad købte I?", "Grønt og en gryde")
    ida.writes("Hvor mange kroner?", "1.149,50")
    page.locator("#receipt").set_input_files(_receipt())
    ida.goes("Gem det")
    ida.goes("Giv resten tilbage")
    ida.writes("Hvor mange kroner er der?", "100")
    ida.goes("Gem, hvor meget der er")
    ida.sees("Godt talt.")
    ida.goes("Sådan gik det")
    ida.writes("Hvad gik godt?", "Alle fik suppe.")
    ida.writes("Hvad kan I nu?", "Vi kan lave suppe til tyve.")
    ida.goes("Vi er færdige. Send det til personalet")
    ida.sees("Tak for jeres ord.")

    lene.goto(f"/activities/{activity}")
    lene.get_by_label("Hvor mange kroner fik du?").fill("100")
    lene.get_by_role("button", name="Jeg har fået pengene").click()
    lene.get_by_role("button", name="Afslut aktiviteten").click()
    expect(lene.get_by_text("100 kr. kom tilbage")).to_be_visible()

    page.reload()
    ida.sees("Alt er i orden.")
    ida.goes("Penge")
    ida.sees("I har givet tilbage")
    ida.goes("Færdig")
    expect(page).to_have_url(re.compile("/door$"))
    assert TITLE not in page.content()
    # Nobody signed in on the way but Lene of the staff, who pays and receives; each tap of Ida's reached the page.
    assert server.count("sign_in") - sign_ins <= 1
    assert server.count("pool_entry WHERE kind = 'returned' AND grant_ref = ?", application) == 1
    assert ida.finger.reached >= ida.finger.taps > 30
    say(f"the whole way: {ida.finger.taps} taps")
