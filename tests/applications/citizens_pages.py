"""The pages that citizens read at the door, as they are rendered; features that add a page append it to PAGES."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.activities.citizens_pages import of_activities, of_peers, of_workshops
from tests.applications.at_door import APPLICATION, begun, filled, opened, sent
from tests.browser_without_script import Browser, Page
from tests.committee.reading import of_the_committee
from tests.make import World

Shown = Callable[[World, Browser], Iterator[tuple[str, Page]]]
"""Takes a tablet at the door that nothing is open on; answers with pages and what each is called."""


def of_the_door(world: World, door: Browser) -> Iterator[tuple[str, Page]]:
    """Everything from the start to a sent application, faults included."""
    world.idea("En tur til havet", supporters=2)
    for address in ("/door", "/applications/door/ideas", "/applications/door/ideas/new", "/applications/door/code"):
        yield address, door.get(address)
    yield "an idea without words", door.get("/applications/door/ideas/new").form("/ideas/new").submit()
    yield "a wrong code", opened(door, "hest bil kat")
    yield "/applications/door/new", door.get("/applications/door/new")
    form = begun(door)
    yield "a draft", form
    wrong = filled(form, people="1", kroner_1="-2", kroner_2="99999999999", to_on="2020-01-01", applicants="Tom")
    yield "a draft with faults", wrong.submit(("do", "send"))
    for address in ("slip", "pictures", "withdrawal"):
        yield f"{address} of a draft", door.get(f"/applications/door/{address}")
    yield "a picture that is none", door.get("/applications/door/pictures").form("/door/pictures").submit()
    sent(door)
    yield "sent", door.get(APPLICATION)
    for address in ("slip", "withdrawal"):
        yield f"{address} of what was sent", door.get(f"/applications/door/{address}")
    door.get("/applications/door/withdrawal").form("/door/withdrawal").submit()
    yield "withdrawn", door.get(APPLICATION)


PAGES: list[Shown] = [of_the_door, of_the_committee, of_activities, of_peers, of_workshops]
