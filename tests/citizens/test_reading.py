"""Who may read a note: every combination of kind, owner, author, place, presence and work with the citizen."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.role import Role
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.reading import ABOUT, Information, Kept, Owner, Reader, Shared, may_read, may_read_topic
from tests.database import logged, one_table
from tests.make import World

NOTE = Kept(author_id=1, centre_id=10, controller_id=100, information=Information.GENERAL)
AT_HOME = (10, 100)
ELSEWHERE = ((10, 200), (20, 100), (20, 200))
JOBCENTRE, BENEFITS = 7, 8
TALK = replace(NOTE, department_id=JOBCENTRE, conversation_id=70)
YES_NO = (True, False)


def _host(account_id: int, at: Iterable[tuple[int, int]], works_with: bool = False) -> Reader:
    return Reader(account_id, frozenset(at), works_with, hosts=frozenset(at))


@pytest.mark.parametrize("information", Information)
@pytest.mark.parametrize(("author", "works_with", "at_home"), list(product(YES_NO, repeat=3)))
def test_a_note_of_hosts_is_read_by_the_hosts_of_its_centre_under_its_controller(
    information: Information, author: bool, works_with: bool, at_home: bool
) -> None:
    for others in ((), *((one,) for one in ELSEWHERE), ELSEWHERE):
        reader = _host(1 if author else 2, {*others, *([AT_HOME] if at_home else [])}, works_with)
        expected = at_home and (information is Information.GENERAL or author or works_with)
        assert may_read(reader, replace(NOTE, information=information)) == expected


@pytest.mark.parametrize("information", Information)
@pytest.mark.parametrize(("author", "works_with"), list(product(YES_NO, repeat=2)))
def test_a_visitor_at_the_same_centre_reads_of_the_hosts_only_what_they_wrote_themselves(
    information: Information, author: bool, works_with: bool
) -> None:
    departments = frozenset({(10, JOBCENTRE), (20, BENEFITS)})
    visitor = Reader(1 if author else 2, frozenset({AT_HOME}), works_with, departments=departments)
    assert may_read(visitor, replace(NOTE, information=information)) == author


@pytest.mark.parametrize("information", Information)
@pytest.mark.parametrize(
    ("author", "works_with", "of_department", "there"), list(product(YES_NO, YES_NO, (JOBCENTRE, BENEFITS), YES_NO))
)
def test_a_note_of_a_department_is_read_by_its_people_at_that_centre(
    information: Information, author: bool, works_with: bool, of_department: int, there: bool
) -> None:
    sits = frozenset({(10 if there else 20, of_department)})
    reader = Reader(1 if author else 2, frozenset({(10 if there else 20, 100)}), works_with, departments=sits)
    ours = of_department == JOBCENTRE and there
    expected = (ours and (information is Information.GENERAL or works_with)) or (author and there)
    assert may_read(reader, replace(TALK, information=information)) == expected
    host = _host(3, {AT_HOME, *ELSEWHERE}, works_with)
    assert not may_read(host, replace(TALK, information=information))


@pytest.mark.parametrize("information", Information)
def test_whoever_was_there_keeps_the_common_note_whoever_they_are(information: Information) -> None:
    note = replace(TALK, information=information)
    assert may_read(Reader(9, was_at=frozenset({70})), note)
    assert not may_read(Reader(9, was_at=frozenset({71})), note)
    assert not may_read(Reader(9, was_at=frozenset({70})), replace(NOTE, information=information))


@pytest.mark.parametrize(("asked", "about"), list(product(Information, repeat=2)))
@pytest.mark.parametrize("note", [NOTE, TALK])
def test_what_is_shared_opens_that_kind_of_that_owner_and_nothing_beside(
    note: Kept, asked: Information, about: Information
) -> None:
    stranger = Reader(9, frozenset({(30, 300)}), departments=frozenset({(30, BENEFITS)}))
    reader = replace(stranger, shared=frozenset({(note.owner, asked)}))
    assert may_read(reader, replace(note, information=about)) == (asked is about)
    other = TALK if note is NOTE else NOTE
    assert not may_read(reader, replace(other, information=about))
    assert not may_read(stranger, replace(note, information=about))


@pytest.mark.parametrize("information", Information)
@pytest.mark.parametrize("works_with", YES_NO)
def test_an_opening_of_the_day_opens_general_notes_of_hosts_and_of_no_department(
    information: Information, works_with: bool
) -> None:
    reader = replace(_host(2, {(20, 100)}, works_with), opened=frozenset({100}))
    assert may_read(reader, replace(NOTE, information=information)) == (information is Information.GENERAL)
    assert not may_read(reader, replace(NOTE, information=information, controller_id=200))
    assert not may_read(reader, replace(TALK, information=information))


READERS = st.builds(
    Reader,
    account_id=st.integers(1, 3),
    at=st.frozensets(st.tuples(st.sampled_from([10, 20]), st.sampled_from([100, 200]))),
    works_with_citizen=st.booleans(),
    hosts=st.frozensets(st.tuples(st.sampled_from([10, 20]), st.sampled_from([100, 200]))),
    departments=st.frozensets(st.tuples(st.sampled_from([10, 20]), st.sampled_from([JOBCENTRE, BENEFITS]))),
    opened=st.frozensets(st.sampled_from([100, 200])),
    was_at=st.frozensets(st.sampled_from([70, 71])),
)
NOTES = st.builds(
    Kept,
    author_id=st.integers(1, 3),
    centre_id=st.sampled_from([10, 20]),
    controller_id=st.sampled_from([100, 200]),
    information=st.sampled_from(Information),
    department_id=st.sampled_from([None, JOBCENTRE, BENEFITS]),
    conversation_id=st.sampled_from([None, 70, 71]),
)
SHARED = st.frozensets(
    st.tuples(
        st.sampled_from([Owner(JOBCENTRE), Owner(BENEFITS), Owner(centre_id=10, controller_id=100)]),
        st.sampled_from(Information),
    )
)


@given(READERS, NOTES, SHARED, SHARED)
def test_sharing_more_never_closes_and_sharing_less_never_opens(
    reader: Reader, note: Kept, some: frozenset[Shared], more: frozenset[Shared]
) -> None:
    fewer, all_of_it = replace(reader, shared=some), replace(reader, shared=some | more)
    assert may_read(fewer, note) <= may_read(all_of_it, note)
    assert may_read(reader, note) <= may_read(fewer, note)
    opened_by_it = may_read(all_of_it, note) and not may_read(fewer, note)
    assert not opened_by_it or (note.owner, note.information) in more - some


def test_a_topic_is_read_as_a_note_of_its_kind_would_be() -> None:
    colleague = _host(2, {AT_HOME})
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
