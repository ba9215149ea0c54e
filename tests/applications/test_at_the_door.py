"""From the first words to the answer, at a tablet where nobody is signed in."""

from __future__ import annotations

import sqlalchemy as sa

from app.applications.models import Application
from app.db import db
from app.log import AccessEntry
from tests.applications.at_door import APPLICATION, begun, filled, left, opened, sent, tablet, words_of
from tests.make import World


def test_ida_applies_and_sees_how_it_goes_with_her_three_words(world: World) -> None:
    door = tablet(world)
    start = door.get("/door")
    tiles = [tile.get_text(" ", strip=True) for tile in start.soup.select(".v-tile")]
    assert [word for word in ("Søg om", "Se, hvordan") if any(tile.startswith(word) for tile in tiles)] == [
        "Søg om",
        "Se, hvordan",
    ]
    page = begun(door)
    words = words_of(page)
    assert len(words.split()) == 3
    answer = filled(page).submit(("do", "send"))
    assert answer.status == 303
    seen = answer.follow()
    assert "Den er sendt. Nu læser udvalget den." in seen
    assert "1.650,50" in seen
    left(door)
    assert "Hvordan det går" not in door.get(APPLICATION).follow()
    assert "Udvalget læser jeres ansøgning." in opened(door, " ".join(reversed(words.upper().split())))


def test_at_the_door_the_log_names_nobody(world: World) -> None:
    door = tablet(world)
    sent(door)
    with world.saved():
        entries = db.session.scalars(sa.select(AccessEntry).where(AccessEntry.page.startswith("applications."))).all()
        assert entries
        assert {entry.account_id for entry in entries} == {None}
        application = db.session.scalars(sa.select(Application)).one()
        assert application.entered == []
