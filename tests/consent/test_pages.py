"""Giving consent on the tablet, taking it along, taking it back; and reading on a legal ground without it."""

import re
import threading
from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.citizens import links
from app.citizens.challenge import Challenge
from app.citizens.link_models import CitizenLink
from app.citizens.opening_models import LegalGround
from app.citizens.reading import Information, Owner
from app.consent import queries
from app.consent.consent import Terms, opens_to
from app.consent.reading import readers_for
from app.db import db
from tests.browser_without_script import HTMX, Browser, Form, Page
from tests.database import logged, one_table
from tests.make import World

RENT = "Huslejen er tre måneder bagud"


@pytest.fixture
def mette(world: World) -> int:
    """A host of Regnbuen, who has written about Ib."""
    return world.account("mette", Role.SKP_WORKER)


@pytest.fixture
def ib(world: World, mette: int) -> int:
    """Ib, known by alias at Regnbuen, with a note about his rent and one about his health."""
    ib = world.citizen("Ib", by=mette)
    world.contact(ib, by=mette, note=RENT, topics=(Challenge.ECONOMY, Challenge.DENTAL))
    world.contact(ib, by=mette, note="Medicinen virker ikke", information=Information.HEALTH)
    return ib


@pytest.fixture
def karim(world: World, ib: int) -> Browser:
    """A caseworker of Jobcenter at Regnbuen."""
    world.account("karim", Role.CASEWORKER)
    world.department("Ydelsescenter")
    return world.browser("karim")


def _form(page: Page, **chosen: object) -> Form:
    """The form, filled in as it would be for Ib: Jobcenter may read what Regnbuen wrote about everyday things."""
    form = page.form("/new")
    labels = {
        label.get_text(" ", strip=True): label.input["value"]
        for label in page.soup.select("label.v-chip")
        if label.input["name"] == "to"
    }
    values = {"to": ["Jobcenter"], "source": ["Regnbuen"], "kinds": ["general"], "purpose": "Hjælp til huslejen"}
    for name, value in {**values, **chosen}.items():
        form[name] = [labels[one] for one in value] if name in ("to", "source") else value
    return form


def _given(browser: Browser, citizen: int, **chosen: object) -> Page:
    return _form(browser.get(f"/consent/citizens/{citizen}/new"), **chosen).submit()


def _kept(world: World) -> int:
    """The number of the consent that was given last."""
    return int(one_table(world.app, "consent")[-1]["id"])


def _id_of(world: World, username: str) -> int:
    return next(int(row["id"]) for row in one_table(world.app, "account") if row["username"] == username)


def test_given_on_the_tablet_it_opens_at_once_and_says_so_in_one_sentence(
    world: World, karim: Browser, ib: int
) -> None:
    page = karim.get(f"/citizens/{ib}")
    assert (RENT in page, "Kontakt på Regnbuen" in page, "Tænder" in page) == (False, True, False)
    assert "Indholdet er ikke delt med dig." in page
    consent = _given(karim, ib).follow()
    assert (
        "Ib siger ja til, at Jobcenter må læse, hvad Regnbuen har skrevet om hverdag, bolig, job og økonomi." in consent
    )
    assert "Hjælp til huslejen" in consent
    page = karim.get(f"/citizens/{ib}")
    assert (RENT in page, "Medicinen virker ikke" in page, "andet, som du ikke kan se" in page) == (True, False, True)
    section = page.soup.select_one("#consents")
    assert section is not None
    assert "Jobcenter må læse, hvad Regnbuen har skrevet" in section.get_text(" ", strip=True)
    (row,) = one_table(world.app, "consent")
    assert (row["given"].value, row["withdrawn_at"], row["taken_by_id"]) == ("on_tablet", None, _id_of(world, "karim"))
    assert row["review_on"] > clock.today() + timedelta(days=180)


def test_the_sentence_is_read_before_the_yes_without_script_and_with(world: World, karim: Browser, ib: int) -> None:
    form = _form(karim.get(f"/consent/citizens/{ib}/new"), kinds=["health", "addiction"])
    whole = form.submit(action=f"/consent/citizens/{ib}/words")
    part = form.submit(action=f"/consent/citizens/{ib}/words", **HTMX)
    for page in (whole, part):
        assert page.status == 200
        assert (
            "Ib siger ja til, at Jobcenter må læse, hvad Regnbuen har skrevet om helbred, alkohol og stoffer." in page
        )
    assert whole.form("/new")["purpose"] == "Hjælp til huslejen"
    assert part.soup.select("form") == []
    assert one_table(world.app, "consent") == []


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"to": []}, "Vælg, hvem der må læse."),
        ({"source": []}, "Vælg, hvem der har skrevet det."),
        ({"kinds": []}, "Vælg, hvad de må læse om."),
        ({"purpose": " "}, "Skriv, hvad det skal bruges til."),
        ({"without_it": ""}, "Skriv, hvad der sker uden."),
        ({"source": ["Jobcenter"]}, "De læser det, de selv har skrevet, i forvejen. Vælg en anden."),
        ({"purpose": "Ring til 010190-1111"}, "Skriv ikke CPR-numre."),
        ({"kinds": ["everything"]}, "Vælg en af mulighederne."),
        ({"review": "tomorrow"}, "Vælg en af mulighederne."),
        ({"given": ""}, "Vælg, hvordan der er sagt ja."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_all_is_kept(
    world: World, karim: Browser, ib: int, chosen: dict[str, object], sentence: str
) -> None:
    page = _given(karim, ib, **chosen)
    assert (page.status, sentence in page) == (422, True)
    if "purpose" not in chosen:
        assert page.form("/new")["purpose"] == "Hjælp til huslejen"
    assert one_table(world.app, "consent") == []


def test_hostile_values_are_refused_and_never_a_failure(world: World, karim: Browser, ib: int) -> None:
    for value in ("department-999999999999", "centre--1", "\x00", "‮", "1e999", "department-1' OR 1=1"):
        form = _form(karim.get(f"/consent/citizens/{ib}/new"))
        form["to"] = [value]
        assert (value, form.submit().status) == (value, 422)
        assert form.submit(action=f"/consent/citizens/{ib}/words").status == 200
    assert one_table(world.app, "consent") == []


def test_a_double_tap_is_one_consent_and_one_withdrawal(world: World, karim: Browser, ib: int) -> None:
    form = _form(karim.get(f"/consent/citizens/{ib}/new"))
    given = {form.submit().headers["Location"] for _ in range(2)}
    assert given == {f"/consent/{_kept(world)}"}
    back = karim.get(f"/consent/{_kept(world)}/withdrawal").form("/withdrawal")
    assert {back.submit().headers["Location"] for _ in range(2)} == given
    assert len(one_table(world.app, "consent")) == 1


def test_taken_back_in_one_tap_and_a_confirmation_from_the_page_and_from_the_words(
    world: World, karim: Browser, ib: int
) -> None:
    _given(karim, ib)
    consent = f"/consent/{_kept(world)}"
    for page in (f"/citizens/{ib}", consent):
        way = karim.get(page).soup.select_one(f'a[href="{consent}/withdrawal"]')
        assert way is not None
        assert way.get_text(strip=True) == "Tag tilbage"
    page = karim.get(f"{consent}/withdrawal").form("/withdrawal").submit().follow()
    assert "Taget tilbage i dag" in page
    seen = karim.get(f"/citizens/{ib}")
    assert (RENT in seen, "Tog et samtykke tilbage" in seen, "Gav samtykke" in seen) == (False, True, True)
    (row,) = one_table(world.app, "consent")
    assert (row["withdrawn_how"].value, row["withdrawn_by_id"]) == ("orally", _id_of(world, "karim"))


def test_two_people_who_take_it_back_at_once_are_told(world: World, karim: Browser, ib: int, mette: int) -> None:
    _given(karim, ib)
    withdrawal = f"/consent/{_kept(world)}/withdrawal"
    mettes = world.browser("mette").get(withdrawal).form("/withdrawal")
    assert karim.get(withdrawal).form("/withdrawal").submit().status == 303
    late = mettes.submit()
    assert (late.status, "Samtykket er allerede taget tilbage." in late) == (409, True)
    assert one_table(world.app, "consent")[0]["withdrawn_by_id"] == _id_of(world, "karim")
    assert "Det er allerede taget tilbage." in world.browser("mette").get(withdrawal)


def test_whoever_it_does_not_concern_sees_who_reads_whom_and_can_take_it_back_for_the_citizen(
    world: World, karim: Browser, ib: int
) -> None:
    _given(karim, ib, kinds=["addiction"], purpose="Ophold på højskole")
    world.account("gitte", Role.HEALTH_WORKER, department="Sundhedsafdeling")
    gitte = world.browser("gitte")
    consent = f"/consent/{_kept(world)}"
    for address in (f"/citizens/{ib}", consent, f"{consent}/withdrawal"):
        page = gitte.get(address)
        assert "Jobcenter må læse, hvad Regnbuen har skrevet" in page
        assert [word for word in ("alkohol", "Alkohol, stoffer", "højskole") if word in page.soup.main.get_text()] == []
    assert gitte.get(f"{consent}/withdrawal").form("/withdrawal").submit().status == 303


def test_asked_again_it_stands_and_the_list_of_what_lacks_is_shorter(
    world: World, karim: Browser, ib: int, mette: int
) -> None:
    due = world.consent(ib, by=mette, to=("Jobcenter",), source=("Regnbuen",), review_on=clock.today())
    later = world.consent(
        ib, by=mette, to=("Ydelsescenter",), source=("Regnbuen",), review_on=clock.today() + timedelta(days=1)
    )
    group = karim.get("/missing").soup.find(id=f"missing-consent_review-{due}")
    assert group is not None
    assert "Gælder samtykket stadig?" in karim.get("/missing")
    page = karim.get(f"/consent/{due}").form("/reviews").submit().follow()
    assert "det gælder stadig" in page
    assert karim.get("/missing").soup.find(id=re.compile("missing-consent_review-")) is None
    (review,) = one_table(world.app, "consent_review")
    assert review["next_on"] == one_table(world.app, "consent")[0]["review_on"]
    world.withdraw(due, by=mette)
    stale = karim.get(f"/consent/{later}").form("/reviews").submit(action=f"/consent/{due}/reviews")
    assert (stale.status, "allerede taget tilbage" in stale) == (409, True)


def test_a_visitor_without_a_record_is_told_and_can_be_given_an_alias(world: World, karim: Browser) -> None:
    page = karim.get("/consent/without-record")
    assert "Et alias er nok." in page
    assert page.soup.select_one('.v-bar a.main[href="/citizens/new"]') is not None
    form = karim.get("/citizens/new").form("/citizens/")
    form["alias"] = "Ternet jakke"
    citizen = form.submit().follow()
    assert _given(karim, int(citizen.path.rsplit("/", 1)[1])).status == 303


def test_a_consent_goes_along_when_two_records_are_linked_and_back_when_they_are_parted(
    world: World, karim: Browser, ib: int, mette: int
) -> None:
    other = world.citizen("Ib Jensen", by=mette)
    world.consent(other, by=mette, to=("Jobcenter",), source=("Regnbuen",))
    assert RENT not in karim.get(f"/citizens/{ib}")
    link = world.link(ib, other, by=mette)
    assert RENT in karim.get(f"/citizens/{ib}")
    with world.saved():
        links.undo(db.session.get_one(CitizenLink, link), by=db.session.get_one(Account, mette))
    assert RENT not in karim.get(f"/citizens/{ib}")
    assert one_table(world.app, "consent")[0]["citizen_id"] == other


@pytest.mark.parametrize("state", ["never", "given", "withdrawn"])
def test_another_operator_reads_only_with_consent_in_both_directions(
    world: World, mette: int, ib: int, state: str
) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    world.account("karim", Role.CASEWORKER)
    kaj = world.citizen("Kaj", by=peter, at="Parasollen")
    world.contact(kaj, by=peter, at="Parasollen", note="Om havnen")
    if state != "never":
        consents = [
            (world.consent(ib, by=mette, to=("Parasollen",), source=("Regnbuen",)), mette),
            (world.consent(kaj, by=peter, to=("Jobcenter",), source=("Parasollen",), at="Parasollen"), peter),
        ]
        for consent, by in consents if state == "withdrawn" else ():
            world.withdraw(consent, by=by)
    for who, citizen, note in (("peter", ib, RENT), ("karim", kaj, "Om havnen")):
        page = world.browser(who).get(f"/citizens/{citizen}")
        assert (who, page.status, note in page) == (who, 200 if state == "given" else 404, state == "given")
        assert "Medicinen virker ikke" not in page
        assert world.browser(who).get(f"/consent/citizens/{citizen}/new").status == 404
    grounds = {row["ground"].value for row in one_table(world.app, "access_entry") if row["page"] == "citizens.citizen"}
    assert grounds == ({"consent"} if state == "given" else set())


def test_taking_it_back_also_shuts_what_was_opened_today_by_consent(world: World, mette: int, ib: int) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    browser = world.browser("peter")
    form = browser.get("/citizens/other-operators").form("/other-operators")
    for name, value in {"q": "Ib", "basis": "consent", "given": "orally", "purpose": "Hjælp til huslejen"}.items():
        form[name] = value
    assert RENT in form.submit().follow()
    consent = world.consent(ib, by=mette, to=("Parasollen",), source=("Regnbuen",))
    world.withdraw(consent, by=mette)
    assert browser.get(f"/citizens/{ib}").status == 404
    assert peter


def test_under_18_the_page_says_who_consents_and_where_that_is_from(world: World, karim: Browser, mette: int) -> None:
    today = clock.today()
    born = {"Ung": 16, "Barn": 12, "Voksen": 30}
    for alias, years in born.items():
        citizen = world.citizen(alias, by=mette, birth_date=today - timedelta(days=366 * years))
        page = karim.get(f"/consent/citizens/{citizen}/new")
        said = {
            "Du er mellem 15 og 18 år": years == 16,
            "Du er under 15 år": years == 12,
            "ikke efterprøvet": years < 18,
        }
        assert {words: words in page for words in said} == said
    world.account("anders", Role.ADMINISTRATOR)
    anders = world.browser("anders")
    form = anders.get("/consent/ages/2").form("/ages/2")
    form["source"], form["from_age"] = "Juristens notat af 1. december", "0"
    assert form.submit().status == 422
    form["from_age"] = "15"
    assert "Juristens notat" in form.submit().follow()
    other = form.submit(action="/consent/ages/1")
    assert other.status == 409


# A legal ground instead of consent.


def _ground(world: World, browser: Browser, citizen: int, **chosen: object) -> Page:
    page = browser.get(f"/consent/citizens/{citizen}/legal-ground")
    form = page.form("/legal-ground")
    party = next(chip for chip in page.soup.select("label.v-chip") if chip.get_text(strip=True) == "Regnbuen")
    values = {"party": party.input["value"], "kinds": ["health"], "legal_ground": str(world.legal_ground())}
    for name, value in {**values, "purpose": "Barn i hjemmet", **chosen}.items():
        form[name] = value
    return form.submit()


def test_a_legal_ground_opens_one_kind_of_one_owner_to_one_person_for_the_day_and_is_logged(
    world: World, karim: Browser, ib: int
) -> None:
    world.account("jan", Role.CASEWORKER)
    page = _ground(world, karim, ib).follow()
    assert ("Medicinen virker ikke" in page, RENT in page) == (True, False)
    assert "åbnede med lovhjemmel, hvad Regnbuen har skrevet" in page
    assert "Medicinen virker ikke" not in world.browser("jan").get(f"/citizens/{ib}")
    opened = [
        (row["page"], row["ground"].value)
        for row in one_table(world.app, "access_entry")
        if row["ground"].value == "legal_ground"
    ]
    assert opened == [("consent.legal_ground", "legal_ground"), ("citizens.citizen", "legal_ground")]
    (row,) = one_table(world.app, "ground_opening")
    assert row["purpose"] == "Barn i hjemmet"
    with clock.stopped(row["until"]):
        at_midnight = world.browser("karim").get(f"/citizens/{ib}")
    assert ("Medicinen virker ikke" in at_midnight, "med lovhjemmel" in at_midnight) == (False, True)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"party": ""}, "Vælg, hvem der har skrevet det."),
        ({"kinds": []}, "Vælg, hvad de må læse om."),
        ({"legal_ground": "0"}, "Vælg den lov, der giver lov til det."),
        ({"purpose": ""}, "Skriv, hvad det skal bruges til."),
        ({"party": "department-1"}, "Vælg en af mulighederne."),
        ({"legal_ground": "999"}, "Vælg en af mulighederne."),
    ],
)
def test_a_legal_ground_needs_all_of_it(
    world: World, karim: Browser, ib: int, chosen: dict[str, object], sentence: str
) -> None:
    page = _ground(world, karim, ib, **chosen)
    assert (page.status, sentence in page) == (422, True)
    assert one_table(world.app, "ground_opening") == []


def test_a_legal_ground_that_is_over_cannot_be_chosen(world: World, karim: Browser, ib: int) -> None:
    with world.saved():
        db.session.get_one(LegalGround, world.legal_ground()).valid_to = clock.today() - timedelta(days=1)
    assert _ground(world, karim, ib).status == 422


# The rule and the database say the same, in as many statements for one as for many.


def test_the_database_opens_what_the_rule_says_in_one_statement_for_all(world: World, mette: int, ib: int) -> None:
    yvonne = world.account("yvonne", Role.CASEWORKER, department="Ydelsescenter")
    others = [world.citizen(f"Nummer {number}", by=mette) for number in range(6)]
    combinations = [
        (("Ydelsescenter",), ("Regnbuen",), (Information.GENERAL,)),
        (("Ydelsescenter", "Regnbuen"), ("Jobcenter", "BorgerCafeen"), (Information.HEALTH, Information.CRIME)),
        (("Jobcenter",), ("Regnbuen",), tuple(Information)),
        (("Parasollen", "Ydelsescenter"), ("Parasollen", "Ydelsescenter"), (Information.ADDICTION,)),
    ]
    for place, citizen in enumerate([ib, *others]):
        for number, (to, source, kinds) in enumerate(combinations):
            if place >> number & 1:
                world.consent(citizen, by=mette, to=to, source=source, kinds=kinds)
    with world.saved():
        person = world.person(db.session.get_one(Account, yvonne))
        for place, citizen in enumerate([ib, *others]):
            terms = [
                Terms(frozenset(kinds), frozenset(map(world.party, source)), frozenset(map(world.party, to)))
                for number, (to, source, kinds) in enumerate(combinations)
                if place >> number & 1
            ]
            mine = frozenset({Owner(world._department("Ydelsescenter").id)})
            assert queries.consented(person, [citizen]).get(citizen, frozenset()) == opens_to(mine, terms)
        counts = []
        for ids in ([ib], [ib, *others]):
            with world.statements() as sent:
                readers_for(person, ids)
            counts.append(len(sent))
    assert counts[0] == counts[1] <= 9


def test_what_is_shown_of_consents_is_logged(world: World, karim: Browser, ib: int) -> None:
    _given(karim, ib)
    before = len(logged(world.app))
    karim.get(f"/citizens/{ib}")
    (row,) = logged(world.app)[before:]
    assert (row[0], row[1]) == ("opened", "citizens.citizen")
    note = next(row["id"] for row in one_table(world.app, "note") if row["text"] == RENT)
    assert row[3] == [("citizen", ib), ("consent", _kept(world)), ("note", note)]
    karim.get(f"/consent/{_kept(world)}")
    assert logged(world.app)[-1] == ("opened", "consent.consent", 1, [("citizen", ib), ("consent", _kept(world))])


def test_of_five_tablets_that_take_it_back_at_once_one_does_and_the_others_are_told(
    world: World, mette: int, ib: int
) -> None:
    consent = world.consent(ib, by=mette, to=("Jobcenter",), source=("Regnbuen",))
    forms = [world.browser("mette").get(f"/consent/{consent}/withdrawal").form("/withdrawal") for _ in range(5)]
    answers: list[int] = []
    tablets = [threading.Thread(target=lambda form=form: answers.append(form.submit().status)) for form in forms]
    for tablet in tablets:
        tablet.start()
    for tablet in tablets:
        tablet.join()
    assert sorted(answers) == [303, 409, 409, 409, 409]
