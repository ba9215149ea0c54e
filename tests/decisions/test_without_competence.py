"""Somebody without the competence cannot record the decision: by no page, part or hand-made request, on no day on which
the plan does not say so, for no department that is not theirs. What is tried is a request that is good in all else.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.centres.models import Department
from app.db import db
from app.decisions.competence import Reason, Refusal
from app.decisions.models import Competence, DecisionGround, DecisionKind
from tests.browser_without_script import HTMX, Browser, Page
from tests.database import one_table
from tests.make import BENEFIT, World

Breaks = Callable[[World, int], None]
DAY = timedelta(days=1)


@pytest.fixture
def jens(world: World) -> int:
    """Jens of the Ydelsescenter, which grants single benefits, until a test takes it away."""
    return world.account("jens", Role.CASEWORKER, name="Jens Vestergaard", department="Ydelsescenter")


@pytest.fixture
def ib(world: World, jens: int) -> int:
    """Ib, who comes to Regnbuen."""
    return world.citizen("Ib fra havnen", by=jens)


@pytest.fixture
def talk(world: World, jens: int, ib: int) -> int:
    """Jens talked with Ib at a session."""
    session = world.session(team=(jens,))
    return world.conversation(world.visit(session, by=jens, citizen=ib, taken_by=jens), by=jens)


def routes(world: World, talk: int, ib: int, request: int, old: int) -> dict[str, str]:
    """Every address that a decision can be sent to."""
    return {
        "out of the talk": f"/decisions/conversations/{talk}/new",
        "from the citizen's page": f"/decisions/citizens/{ib}/new",
        "from the citizen's page, with the talk": f"/decisions/citizens/{ib}/new?conversation={talk}",
        "as an answer to a request": f"/decisions/requests/{request}/decision",
        "in the place of another": f"/decisions/{old}/new",
    }


def send(browser: Browser, world: World, address: str, headers: dict[str, str], **values: str) -> Page:
    """A request made by hand, good in all that does not concern competence."""
    token = browser.get("/privacy").form("language")["csrf_token"]
    entered = {
        "csrf_token": token,
        "form_key": f"{abs(hash((address, *values.values(), *headers))):032x}"[:32],
        "kind": str(world.kind()),
        "department": str(world.department("Ydelsescenter")),
        "ground": str(world.ground()),
        "amount": "1.000",
        "text": "Vinterjakke og støvler.",
        "reason": "Beløbet var forkert.",
    } | values
    return browser.send("POST", address, {name: [value] for name, value in entered.items()}, headers)


def _ended_yesterday(_world: World, row: int) -> None:
    db.session.get_one(Competence, row).valid_to = clock.today() - DAY


def _begins_tomorrow(_world: World, row: int) -> None:
    db.session.get_one(Competence, row).valid_from = clock.today() + DAY


def _for_another_kind(_world: World, row: int) -> None:
    others = sa.select(DecisionKind.id).where(DecisionKind.danish != BENEFIT)
    db.session.get_one(Competence, row).kind_id = db.session.scalars(others).first() or 0


def _of_another_department(world: World, row: int) -> None:
    db.session.get_one(Competence, row).department = world._department("Jobcenter")


def _department_closed(world: World, _row: int) -> None:
    world._department("Ydelsescenter").closed_on = clock.today()


def _roles() -> list[RoleHeld]:
    return list(
        db.session.scalars(
            sa.select(RoleHeld).join(Account, Account.id == RoleHeld.account_id).where(Account.username == "jens")
        ).unique()
    )


def _role_ended(_world: World, _row: int) -> None:
    for held in _roles():
        held.ended_on = clock.today()


def _role_begins_tomorrow(_world: World, _row: int) -> None:
    for held in _roles():
        held.from_on = clock.today() + DAY


def _role_for_another_department(world: World, _row: int) -> None:
    for held in _roles():
        held.department = world._department("Jobcenter")


def _role_at_another_centre(world: World, _row: int) -> None:
    for held in _roles():
        held.centre_id = world.centre["BorgerCafeen"]


def _now_a_host(_world: World, _row: int) -> None:
    for held in _roles():
        held.role, held.department_id = Role.SKP_WORKER, None


def _kind_ended(_world: World, _row: int) -> None:
    kind = db.session.scalars(sa.select(DecisionKind).where(DecisionKind.danish == BENEFIT)).one()
    kind.valid_to = clock.today() - DAY


def _ground_ended(_world: World, _row: int) -> None:
    for ground in db.session.scalars(sa.select(DecisionGround)):
        ground.valid_to = clock.today() - DAY


WITHOUT: dict[str, Breaks] = {
    "a competence that ended yesterday": _ended_yesterday,
    "a competence that begins tomorrow": _begins_tomorrow,
    "a competence for another kind": _for_another_kind,
    "a competence of another department": _of_another_department,
    "a department that is closed": _department_closed,
    "a role that ended": _role_ended,
    "a role that begins tomorrow": _role_begins_tomorrow,
    "a role for another department": _role_for_another_department,
    "a role at another centre": _role_at_another_centre,
    "a host": _now_a_host,
    "a kind that ended": _kind_ended,
    "legal grounds that ended": _ground_ended,
}


def _try_everything(world: World, addresses: dict[str, str], **values: str) -> dict[tuple[str, str], int]:
    """Every address as a page and as a part; answers with the status of each."""
    statuses = {}
    browser = world.browser("jens")
    for name, address in addresses.items():
        for how, headers in {"page": {}, "part": HTMX}.items():
            statuses[name, how] = send(browser, world, address, headers, **values).status
    return statuses


def _prepared(world: World, jens: int, ib: int, talk: int) -> tuple[dict[str, str], int]:
    """Everything that is needed to decide, and the plan's row that allows it."""
    row = world.competence("Ydelsescenter")
    old = world.decision(ib, by=jens)
    ulla = world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    asked = world.request(ib, by=ulla, to=jens, conversation=talk)
    return routes(world, talk, ib, asked, old), row


def test_with_the_competence_every_route_records_it(world: World, jens: int, ib: int, talk: int) -> None:
    addresses, _row = _prepared(world, jens, ib, talk)
    browser = world.browser("jens")
    statuses = {name: send(browser, world, address, {}).status for name, address in addresses.items()}
    assert statuses == dict.fromkeys(addresses, 303)
    assert len(one_table(world.app, "decision")) == 1 + len(addresses)


@pytest.mark.parametrize("without", WITHOUT)
def test_without_it_no_route_does(world: World, jens: int, ib: int, talk: int, without: str) -> None:
    addresses, row = _prepared(world, jens, ib, talk)
    before = one_table(world.app, "decision")
    with world.saved():
        WITHOUT[without](world, row)
    statuses = _try_everything(world, addresses)
    assert set(statuses.values()) <= {403, 404, 422}
    assert one_table(world.app, "decision") == before
    assert [one["state"].value for one in one_table(world.app, "decision_request")] == ["open"]
    print(f"{without}: {len(statuses)} tries, 0 decisions")


@pytest.mark.parametrize("name", ["Jobcenter", "Sundhedsafdeling", "KFUM's egen"])
def test_another_departments_number_in_the_form_helps_nobody(
    world: World, jens: int, ib: int, talk: int, name: str
) -> None:
    addresses, _row = _prepared(world, jens, ib, talk)
    with world.saved():
        if name.startswith("KFUM"):
            db.session.add(Department(name=name, operator_id=world.operator("KFUM")))
    other = world.department(name)
    with world.saved():
        db.session.add(
            Competence(department_id=other, kind_id=world.kind(), valid_from=clock.today() - DAY * 30, valid_to=None)
        )
    before = one_table(world.app, "decision")
    assert set(_try_everything(world, addresses, department=str(other)).values()) == {422}
    assert one_table(world.app, "decision") == before


def test_a_kind_that_only_another_department_decides_is_refused_with_who_may(
    world: World, jens: int, ib: int, talk: int
) -> None:
    world.competence("Ydelsescenter")
    world.competence("Jobcenter", "Aftale en indsats")
    effort = str(world.kind("Aftale en indsats"))
    page = send(world.browser("jens"), world, f"/decisions/conversations/{talk}/new", {}, kind=effort, amount="")
    assert page.status == 422
    assert "Din afdeling må ikke træffe den slags afgørelser i dag. Det må Jobcenter." in page
    assert one_table(world.app, "decision") == []


def test_two_roles_are_not_added_up_to_a_competence_that_neither_gives(world: World, jens: int, ib: int) -> None:
    world.competence("Jobcenter", "Aftale en indsats")
    world.competence("Ydelsescenter")
    with world.saved():
        account = db.session.get_one(Account, jens)
        account.roles.append(
            RoleHeld(
                role=Role.CASEWORKER,
                centre_id=world.centre["BorgerCafeen"],
                department=world._department("Jobcenter"),
                from_on=clock.today(),
            )
        )
    form = world.browser("jens").get(f"/decisions/citizens/{ib}/new").form("/new")
    assert form["department"] == str(world.department("Ydelsescenter"))
    address = f"/decisions/citizens/{ib}/new"
    effort, jobcentre = str(world.kind("Aftale en indsats")), str(world.department("Jobcenter"))
    page = send(world.browser("jens"), world, address, {}, kind=effort, department=jobcentre, amount="")
    assert page.status == 422
    assert one_table(world.app, "decision") == []


def test_where_it_is_stored_the_rule_stands_even_without_any_page(world: World, jens: int, ib: int) -> None:
    with pytest.raises(Refusal) as refused:
        world.decision(ib, by=jens)
    assert refused.value.reason is Reason.NOT_IN_THE_PLAN
    world.competence("Ydelsescenter")
    tom = world.account("tom", Role.CENTRE_WORKER)
    with pytest.raises(StopIteration):
        world.decision(ib, by=tom)
    assert one_table(world.app, "decision") == []


def test_a_disabled_account_is_there_for_nothing(world: World, jens: int, ib: int) -> None:
    world.competence("Ydelsescenter")
    with world.saved():
        db.session.get_one(Account, jens).disabled_at = clock.now()
    with pytest.raises(Refusal) as refused:
        world.decision(ib, by=jens)
    assert refused.value.reason is Reason.NOT_THERE_FOR_IT


def test_the_page_offers_nothing_that_is_not_ones_own_and_says_who_may(
    world: World, jens: int, ib: int, talk: int
) -> None:
    world.competence("Jobcenter", "Aftale en indsats")
    page = world.browser("jens").get(f"/decisions/conversations/{talk}/new")
    assert not page.soup.find("form", id="decision")
    assert "Din afdeling træffer ingen afgørelser her i dag. Bed en kollega om det." in page
    lines = [one.get_text(" ", strip=True) for one in page.soup.select("[aria-labelledby=others] li")]
    assert lines == [
        "Bevilge en enkeltydelse Ingen afdeling må i dag. Spørg en administrator.",
        "Give afslag på en enkeltydelse Ingen afdeling må i dag. Spørg en administrator.",
        "Aftale en indsats Jobcenter. Ingen derfra arbejder på Regnbuen.",
        "Koordinere forløbet Ingen afdeling må i dag. Spørg en administrator.",
        "Bevilge støtte i hverdagen Ingen afdeling må i dag. Spørg en administrator.",
    ]
