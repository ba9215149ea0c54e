"""Who may read a note: every combination of kind, author, centre, controller and work with the citizen."""

from dataclasses import replace
from itertools import product

import pytest

from app.accounts.role import Role
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.reading import ABOUT, Information, Kept, Reader, may_read, may_read_topic
from tests.database import logged, one_table
from tests.make import World

NOTE = Kept(author_id=1, centre_id=10, controller_id=100, information=Information.GENERAL)
AT_HOME = (10, 100)
ELSEWHERE = ((10, 200), (20, 100), (20, 200))


@pytest.mark.parametrize("information", Information)
@pytest.mark.parametrize(("author", "works_with", "at_home"), list(product((True, False), repeat=3)))
def test_every_combination(information: Information, author: bool, works_with: bool, at_home: bool) -> None:
    for others in ((), *((one,) for one in ELSEWHERE), ELSEWHERE):
        reader = Reader(1 if author else 2, frozenset({*others, *([AT_HOME] if at_home else [])}), works_with)
        expected = at_home and (information is Information.GENERAL or author or works_with)
        assert may_read(reader, replace(NOTE, information=information)) == expected


def test_a_topic_is_read_as_a_note_of_its_kind_would_be() -> None:
    colleague = Reader(2, frozenset({AT_HOME}), works_with_citizen=False)
    shown = {challenge for challenge in Challenge if may_read_topic(colleague, challenge, NOTE)}
    assert shown == {
        Challenge.JOB, Challenge.REHABILITATION, Challenge.EDUCATION, Challenge.HOUSING, Challenge.ECONOMY,
        Challenge.OTHER_SOCIAL,
    }  # fmt: skip
    assert set(ON_THE_FORM) == set(Challenge)
    assert set(ABOUT) == set(Challenge) - shown


def test_the_timeline_shows_what_may_be_read_and_logs_exactly_that(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib", by=mette)
    contacts = {
        "Om huslejen.": world.contact(ib, by=mette, note="Om huslejen."),
        "Om medicinen.": world.contact(ib, by=mette, note="Om medicinen.", information=Information.HEALTH),
        "Om bøden.": world.contact(ib, by=mette, note="Om bøden.", information=Information.CRIME),
        "I byen.": world.contact(ib, by=lis, at="BorgerCafeen", note="I byen.", topics=(Challenge.DENTAL,)),
    }
    ids = {row["text"]: row["id"] for row in one_table(world.app, "note")}
    assert len(contacts) == len(ids) == 4
    readable = {
        "mette": {"Om huslejen.", "Om medicinen.", "Om bøden."},
        "lis": set(ids),
        "tom": {"Om huslejen."},
    }
    for name, expected in readable.items():
        before = len(logged(world.app))
        page = world.browser(name).get(f"/citizens/{ib}")
        assert {text for text in ids if text in page} == expected
        (row,) = logged(world.app)[before:]
        notes = sorted(("note", ids[text]) for text in expected)
        assert row == ("opened", "citizens.citizen", 1, [("citizen", ib), *notes])


def test_a_contact_at_another_centre_is_on_the_timeline_without_its_content(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"), name="Lis Holm")
    world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib", by=lis)
    hidden = world.contact(ib, by=lis, at="BorgerCafeen", note="I byen.", topics=(Challenge.HOUSING,))
    tom = world.browser("tom")
    page = tom.get(f"/citizens/{ib}")
    shut = page.soup.select("li.shut")
    assert len(shut) == 1
    assert [word for word in ("I byen.", "Bolig", "bolig", "Lis Holm") if word in shut[0].get_text()] == []
    assert "Indholdet er ikke delt med dig." in shut[0].get_text(" ")
    assert tom.get(f"/outreach/contacts/{hidden}").status == 404
