"""The steering group changes what is asked, from the next quarter on; the present one stays as it is."""

import pytest

from app import clock
from app.accounts.role import Role
from app.survey.batch import next_quarter
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import World


@pytest.fixture
def birgit(world: World) -> Browser:
    """Birgit of the steering group, and Anders who administers."""
    world.account("birgit", Role.STEERING_GROUP)
    world.account("anders", Role.ADMINISTRATOR)
    return world.browser("birgit")


def _reworded(browser: Browser, danish: str, key: str = "place", **more: str) -> Page:
    form = browser.get(f"/survey/questions/{key}").form(f"/{key}")
    form["da"], form["why"] = danish, "Det blev ikke forstået."
    for name, value in more.items():
        form[name] = value
    return form.submit()


def _keys(world: World, version: int) -> list[str]:
    found = [row for row in one_table(world.app, "survey_question") if row["version"] == version]
    return [row["key"] for row in sorted(found, key=lambda row: row["position"])]


def test_better_words_hold_from_the_next_quarter_and_keep_the_figures_together(world: World, birgit: Browser) -> None:
    page = _reworded(birgit, "I hvor høj grad var det godt at tale sammen her?").follow()
    assert "Det gælder fra" in page
    lists = [
        [one.get_text(" ", strip=True) for one in page.soup.select(f"[aria-labelledby={part}] li")]
        for part in ("coming", "now")
    ]
    assert ("at tale sammen her" in lists[0][0], "at tale sammen her" in lists[1][0]) == (True, False)
    assert _keys(world, 2) == ["place", "safe", "heard", "mattered", "time"]
    sets = one_table(world.app, "survey_question_set")
    assert [row["holds_from"] for row in sets][1:] == [next_quarter(clock.today())]
    assert [row["why"] for row in sets][1:] == ["Det blev ikke forstået."]


def test_another_question_in_its_place_begins_anew(world: World, birgit: Browser) -> None:
    assert _reworded(birgit, "I hvor høj grad var der ro?", kind="another").status == 303
    assert _keys(world, 2) == ["v2q1", "safe", "heard", "mattered", "time"]


def test_one_more_and_one_fewer(world: World, birgit: Browser) -> None:
    form = birgit.get("/survey/questions/new").form("/new")
    form["da"], form["why"] = "I hvor høj grad fik du svar?", "Det vil vi vide."
    page = form.submit().follow()
    assert "mangler på: English, Deutsch, Polski, Українська, العربية" in page
    leaving = birgit.get("/survey/questions/time").form("/end")
    assert leaving.submit().status == 422
    leaving["reason"] = "Det ved vi nu."
    assert leaving.submit().status == 303
    assert _keys(world, 3) == ["place", "safe", "heard", "mattered", "v2q6"]
    assert birgit.get("/survey/questions/time").status == 404


def test_what_is_missing_or_the_same_is_said_and_nothing_is_lost(world: World, birgit: Browser) -> None:
    page = _reworded(birgit, " ", pl="Jak było?")
    assert (page.status, "Skriv spørgsmålet på dansk." in page) == (422, True)
    assert page.form("/place")["pl"] == "Jak było?"
    form = birgit.get("/survey/questions/place").form("/place")
    assert "Skriv, hvorfor spørgsmålene ændres." in form.submit()
    form["why"] = "Ingen grund."
    page = form.submit()
    assert (page.status, "Spørgsmålene er de samme som før." in page) == (422, True)
    assert len(one_table(world.app, "survey_question_set")) == 1


def test_the_last_question_stays(world: World, birgit: Browser) -> None:
    for key in ("safe", "heard", "mattered", "time", "place"):
        form = birgit.get(f"/survey/questions/{key}").form("/end")
        form["reason"] = "Færre spørgsmål."
        page = form.submit()
    assert (page.status, "Skriv mindst ét spørgsmål." in page) == (422, True)


def test_two_who_change_the_same_question_see_both_texts(world: World, birgit: Browser) -> None:
    late = world.browser("anders").get("/survey/questions/place").form("/place")
    assert _reworded(birgit, "I hvor høj grad var det godt at tale sammen her?").status == 303
    late["da"], late["why"] = "I hvor høj grad passede stedet dig?", "Kortere."
    page = late.submit()
    assert page.status == 409
    assert ("at tale sammen her" in page, "passede stedet dig" in page) == (True, True)
    form = page.form("/place")
    form["keep-da"] = "mine"
    assert form.submit().status == 303
    other = world.browser("anders").get("/survey/questions/safe").form("/safe")
    assert _reworded(birgit, "I hvor høj grad var her rart?").status == 303
    other["da"], other["why"] = "I hvor høj grad var du tryg?", "Kortere."
    assert other.submit().status == 303


def test_a_second_sending_makes_no_second_version(world: World, birgit: Browser) -> None:
    form = birgit.get("/survey/questions/place").form("/place")
    form["da"], form["why"] = "I hvor høj grad var stedet godt?", "Kortere."
    assert [form.submit().status, form.submit().status] == [303, 303]
    assert len(one_table(world.app, "survey_question_set")) == 2
