"""Taken back: the next request of every page, part, search and file, in every role, shows nothing of it.

Whoever reads is signed in before, with their pages open. What is searched for is what nobody else would write. A reader
that keeps what a consent once opened is planted, and must be found.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest
from flask import url_for
from pypdf import PdfReader

from app.access import rule_of
from app.accounts.models import Account
from app.accounts.role import Person, Role
from app.citizens import readers
from app.citizens.models import Citizen
from app.citizens.queries import readable_notes_of_talks
from app.citizens.reading import Information, Shared
from app.consent.reading import reader_for
from app.db import db
from app.outreach.bridge import Destination
from tests.browser_without_script import HTMX, Browser
from tests.make import World

OF_HOSTS = {
    Information.GENERAL: "Huslejen er tre måneder bagud",
    Information.HEALTH: "Medicinen virker ikke om natten",
    Information.ADDICTION: "Drikker sig fuld hver fredag",
    Information.CRIME: "En bøde for cykeltyveri",
}
OF_JOBCENTRE = {
    Information.GENERAL: "Praktik hos smeden i Vojens",
    Information.HEALTH: "Ryggen holder ikke til løft",
    Information.ADDICTION: "Ryger hash før arbejde",
    Information.CRIME: "Afsoner i weekenden",
}
BEFORE_CORRECTION, WHERE_TO = "Skylder Bilka fire hundrede", "Klinikken ved Kolding Fjord"
SECRETS = (*OF_HOSTS.values(), *OF_JOBCENTRE.values(), BEFORE_CORRECTION, WHERE_TO)
READERS = {
    "yvonne": (Role.CASEWORKER, ("Regnbuen",), "Ydelsescenter"),
    "ole": (Role.ADDICTION_WORKER, ("Regnbuen",), "Misbrugscenter"),
    "gitte": (Role.HEALTH_WORKER, ("Regnbuen",), "Sundhedsafdeling"),
    "otto": (Role.SKP_WORKER, ("BorgerCafeen",), ""),
    "tove": (Role.CENTRE_WORKER, ("BorgerCafeen",), ""),
    "peter": (Role.SKP_WORKER, ("Parasollen",), ""),
    "lene": (Role.LEADER, ("Regnbuen",), ""),
}
TO = ("Ydelsescenter", "Misbrugscenter", "Sundhedsafdeling", "BorgerCafeen", "Parasollen")


@dataclass
class Stage:
    """Ib of Regnbuen, what hosts and Jobcenter wrote about him, and who would like to read it."""

    world: World
    ib: int
    mette: int
    consent: int
    ids: dict[str, int]
    tablets: dict[str, Browser] = field(default_factory=dict)


@pytest.fixture
def stage(world: World) -> Stage:
    """Everything is shared with everybody, and everybody has been signed in since."""
    mette, karim = world.account("mette", Role.SKP_WORKER), world.account("karim", Role.CASEWORKER)
    for name, (role, at, department) in READERS.items():
        world.account(name, role, at=at, department=department)
    ib = world.citizen("Ib", by=mette)
    contacts = [world.contact(ib, by=mette, note=text, information=about) for about, text in OF_HOSTS.items()]
    correction = world.browser("mette")
    first = world.contact(ib, by=mette, note=BEFORE_CORRECTION)
    form = correction.get(f"/outreach/contacts/{first}/correction").form("/correction")
    form["note"], form["reason"] = "Skylder ikke noget", "Det var en anden"
    assert form.submit().status == 303
    session = world.session(team=(karim,))
    talks = [
        world.conversation(
            world.visit(session, by=mette, citizen=ib, taken_by=karim), by=karim, note=text, information=about
        )
        for about, text in OF_JOBCENTRE.items()
    ]
    ids = {
        "citizen_id": ib,
        "contact_id": contacts[0],
        "conversation_id": talks[0],
        "casework_session_id": session,
        "bridge_id": world.bridge(ib, by=mette, to=Destination.ANOTHER, elsewhere=WHERE_TO),
        "journal_export_id": world.sent(*contacts, by=mette),
        "follow_up_id": world.follow_up("Ring til Ib", by=mette, citizen=ib),
        "consent_id": world.consent(ib, by=mette, to=TO, source=("Regnbuen", "Jobcenter"), kinds=tuple(Information)),
    }
    stage = Stage(world, ib, mette, ids["consent_id"], ids)
    stage.tablets = {name: world.browser(name) for name in READERS}
    return stage


def _addresses(stage: Stage) -> list[str]:
    """Every page, part and file that is opened by its address."""
    found = []
    with stage.world.app.test_request_context():
        for rule in stage.world.app.url_map.iter_rules():
            known = rule_of(rule.endpoint)
            if "GET" not in (rule.methods or ()) or known is None or known.act is None:
                continue
            if rule.arguments <= stage.ids.keys():
                found.append(url_for(rule.endpoint, **{name: stage.ids[name] for name in rule.arguments}))
    return sorted(found)


def _read(tablet: Browser, address: str, part: bool = False) -> str:
    answer = tablet.get(address, **(HTMX if part else {})).answer
    if answer.mimetype == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.get_data())).pages)
    return answer.get_data(as_text=True)


def _leaks(stage: Stage) -> tuple[int, dict[str, set[str]]]:
    """Read everything on every open tablet: how many answers there were, and what each person could read of it."""
    reads, seen = 0, {name: set[str]() for name in READERS}
    for name, tablet in stage.tablets.items():
        answers = [_read(tablet, address) for address in _addresses(stage)]
        answers += [_read(tablet, address, part=True) for address in ("/day", "/followups/", f"/citizens/{stage.ib}")]
        if READERS[name][0] is not Role.LEADER:
            for typed in ("Ib", *SECRETS):
                form = tablet.get("/citizens/").form("/citizens/search")
                form["q"] = typed
                hits = form.submit().soup.find(id="found")
                answers.append(hits.get_text() if hits else "")
        reads += len(answers)
        seen[name] = {secret for secret in SECRETS for answer in answers if secret in answer}
    return reads, seen


def test_what_is_taken_back_is_on_no_page_part_search_or_file_of_anybody(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    before, shared = _leaks(stage)
    with capsys.disabled():
        print(f"\nwith consent: {before} reads, " + ", ".join(f"{name} {len(seen)}" for name, seen in shared.items()))
    for name in READERS:
        wanted = set(OF_HOSTS.values()) if name != "lene" else set()
        assert shared[name] >= wanted, name
        assert name != "lene" or shared[name] == set()
    stage.world.withdraw(stage.consent, by=stage.mette)
    after, seen = _leaks(stage)
    leaks = sum(map(len, seen.values()))
    with capsys.disabled():
        print(f"taken back: {after} reads in {len(READERS)} roles, {leaks} leaks")
    assert after >= 200
    assert seen == {name: set() for name in READERS}


def test_a_reader_that_keeps_what_was_open_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[int | None, int], Collection[Shared]] = {}
    consented = readers._sharings[0]

    def caching(person: Person, citizen_ids: Collection[int]) -> dict[int, Collection[Shared]]:
        now = consented(person, citizen_ids)
        return {id: kept.setdefault((person.account_id, id), now.get(id, frozenset())) for id in citizen_ids}

    monkeypatch.setattr(readers, "_sharings", [caching, *readers._sharings[1:]])
    _leaks(stage)
    stage.world.withdraw(stage.consent, by=stage.mette)
    _reads, seen = _leaks(stage)
    assert seen["yvonne"] >= set(OF_HOSTS.values())


@pytest.mark.parametrize("state", ["never", "given", "withdrawn"])
def test_the_notes_of_a_talk_as_consent_stands(world: World, state: str) -> None:
    mette, karim = world.account("mette", Role.SKP_WORKER), world.account("karim", Role.CASEWORKER)
    jan, ina = world.account("jan", Role.CASEWORKER), world.account("ina", Role.CASEWORKER, at=("BorgerCafeen",))
    yvonne = world.account("yvonne", Role.CASEWORKER, department="Ydelsescenter")
    tom = world.account("tom", Role.CENTRE_WORKER)
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    ib = world.citizen("Ib", by=mette)
    session = world.session(team=(karim,))
    kept = {}
    for about, text in OF_JOBCENTRE.items():
        visit = world.visit(session, by=mette, citizen=ib, taken_by=karim)
        there = (tom,) if about is Information.HEALTH else ()
        kept[world.conversation(visit, by=karim, present=there, note=text, information=about)] = about
    if state != "never":
        consent = world.consent(
            ib, by=mette, to=("Ydelsescenter", "Parasollen"), source=("Jobcenter",), kinds=(Information.ADDICTION,)
        )
        if state == "withdrawn":
            world.withdraw(consent, by=mette)
    shared = {Information.ADDICTION} if state == "given" else set()
    expected = {
        karim: set(Information),
        jan: {Information.GENERAL},
        ina: set(),
        mette: set(),
        tom: {Information.HEALTH},
        yvonne: shared,
        peter: shared,
    }
    for account, kinds in expected.items():
        assert (account, _kinds_read(world, account, ib, kept)) == (account, kinds)


def _kinds_read(world: World, account: int, citizen: int, talks: dict[int, Information]) -> set[Information]:
    with world.saved():
        person = world.person(db.session.get_one(Account, account))
        notes = readable_notes_of_talks(talks, reader_for(person, db.session.get_one(Citizen, citizen)))
    return {talks[id] for id in notes}


def test_whoever_talked_with_somebody_without_a_name_keeps_the_note(world: World) -> None:
    karim, tom = world.account("karim", Role.CASEWORKER), world.account("tom", Role.CENTRE_WORKER)
    jan, mette = world.account("jan", Role.CASEWORKER), world.account("mette", Role.SKP_WORKER)
    session = world.session(team=(karim,))
    talk = world.conversation(
        world.visit(session, by=tom, taken_by=karim),
        by=karim,
        present=(tom,),
        note="Uden navn",
        information=Information.HEALTH,
    )
    for account, reads in {karim: True, tom: True, jan: False, mette: False}.items():
        with world.saved():
            reader = reader_for(world.person(db.session.get_one(Account, account)), None)
            assert (account, bool(readable_notes_of_talks([talk], reader))) == (account, reads)
