"""Indicators of the citizens' pool: applications, what the committee decided, the money, and what went on with it.

An application, a decision and money are a group's, and are read aloud at a meeting: they are about no citizen of the
register. Those who came to an activity are people, and are counted each time.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from app.activities import queries as activities
from app.activities.models import Activity, ActivityExpense
from app.applications import queries as applications
from app.applications.application import WAITING, State
from app.applications.models import Application
from app.committee import queries as committee
from app.committee.decision import OF_APPLICATIONS
from app.committee.models import GrantDecision
from app.committee.words import OUTCOMES
from app.monitoring.counting import words_of
from app.monitoring.grid import BASE, Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import Asked, By, Indicator, Theme, register
from app.monitoring.kept import Found
from app.monitoring.words import TITLES
from app.pool import queries as pool
from app.pool.balance import Totals
from app.pool.models import PoolEntry

STANDING: Mapping[str, frozenset[State]] = {
    "granted": frozenset({State.GRANTED}),
    "declined": frozenset({State.DECLINED}),
    "waiting": WAITING,
    "withdrawn": frozenset({State.WITHDRAWN}),
}
"""How an application that was sent can stand; each state is in one row."""
STANDING_WORDS = {
    "granted": _l("Fik ja"),
    "declined": _l("Fik nej"),
    "waiting": _l("Venter på svar"),
    "withdrawn": _l("Trukket tilbage"),
}
MONEY = {
    "granted": _l("Givet"),
    "paid": _l("Udbetalt"),
    "spent": _l("Brugt, efter bonerne"),
    "returned": _l("Leveret tilbage"),
}
LEFT = {
    "kept": _l("Givet og ikke leveret tilbage"),
    "reserved": _l("Sat til side"),
    "remaining": _l("Kan stadig gives"),
}
ACTIVITIES = {
    "activities": (_l("Aktiviteter, der mødtes"), Unit.ACTIVITIES),
    "meetings": (_l("Mødegange"), Unit.MEETINGS),
    "came": (_l("Deltagere, talt hver gang"), Unit.ATTENDANCES),
    "roles": (_l("Opgaver, som nogen tog"), Unit.TASKS),
    "steps": (_l("Skridt, som nogen tog"), Unit.STEPS),
}
OF_PEOPLE = frozenset({"came", "roles", "steps"})


def _applications(asked: Asked) -> Column:
    sent = list(_at(asked, asked.kept.of_all_centres(applications.counted)))
    numbers = {row: sum(one.get(state, 0) for one in sent for state in states) for row, states in STANDING.items()}
    return _shared_out(numbers, Unit.APPLICATIONS)


def _decisions(asked: Asked) -> Column:
    decided = list(_at(asked, asked.kept.of_all_centres(committee.decided)))
    numbers = {outcome.value: sum(one.get(outcome, 0) for one in decided) for outcome in OF_APPLICATIONS}
    return _shared_out(numbers, Unit.DECISIONS)


def _money(asked: Asked) -> Column:
    moved = list(_at(asked, asked.kept.of_all_centres(activities.sums)))
    return Column(
        tuple(Line(row, Unit.ORE, in_percent=False) for row in MONEY),
        {row: Cell(sum(getattr(one, row) for one in moved)) for row in MONEY},
    )


def _left(asked: Asked) -> Column:
    """The whole pool, whatever the centres: it is one."""
    totals = asked.kept.of_all_centres(_pool_at_the_end)
    lines = tuple(Line(row, Unit.ORE) for row in LEFT)
    if totals is None:
        return Column(lines, {row: Cell(None) for row in LEFT}, Cell(None))
    return Column(
        lines, {row: Cell(getattr(totals, row)) for row in LEFT}, Cell(totals.frame), (RowSum(BASE, tuple(LEFT)),)
    )


def _activities(asked: Asked) -> Column:
    held = list(_at(asked, asked.kept.of_all_centres(activities.counted)))
    scope = asked.scope
    behind = activities.people_behind(scope.first, scope.last, scope.centre_ids) if asked.behind else None
    return Column(
        tuple(Line(row, unit, in_percent=False) for row, (_words, unit) in ACTIVITIES.items()),
        {
            row: Cell(
                sum(getattr(one, row) for one in held), getattr(behind, row) if behind and row in OF_PEOPLE else None
            )
            for row in ACTIVITIES
        },
    )


def _pool_at_the_end(_first: date, last: date) -> Totals | None:
    return pool.at_the_end_of(last)


def _at(asked: Asked, by_centre: Mapping[int, Found]) -> Iterable[Found]:
    """What was found at the centres of the scope."""
    wanted = asked.scope.centre_ids
    return (found for centre, found in by_centre.items() if wanted is None or centre in wanted)


def _shared_out(numbers: Mapping[str, int], unit: Unit) -> Column:
    """Rows of which each record is in one alone, out of all of them."""
    return Column(
        tuple(Line(row, unit) for row in numbers),
        {row: Cell(number) for row, number in numbers.items()},
        Cell(sum(numbers.values())),
        (RowSum(BASE, tuple(numbers)),),
    )


register(
    Indicator(
        "applications",
        Theme.POOL,
        TITLES["applications"],
        _l("Søger borgerne puljen, og hvad bliver der af det?"),
        _l(
            "Ansøgninger, der er sendt i perioden, efter hvordan de står nu. En ansøgning er en gruppes, ikke én "
            "borgers. Kladder er ikke med."
        ),
        (Application,),
        _applications,
        words_of(STANDING_WORDS),
        of=_l("alle ansøgninger, der er sendt i perioden"),
    )
)
register(
    Indicator(
        "committee_decisions",
        Theme.POOL,
        TITLES["committee_decisions"],
        _l("Hvad svarer udvalget?"),
        _l(
            "Udvalgets beslutninger om ansøgninger i perioden, også om dem, der er sendt før. En ansøgning, der blev "
            "udsat og siden fik ja, tæller to gange."
        ),
        (GrantDecision,),
        _decisions,
        words_of({one.value: OUTCOMES[one] for one in OF_APPLICATIONS}),
        of=_l("alle beslutninger om ansøgninger i perioden"),
    )
)
register(
    Indicator(
        "pool_money",
        Theme.POOL,
        TITLES["pool_money"],
        _l("Kommer pengene ud at gøre gavn?"),
        _l(
            "Kroner, der er givet, udbetalt og leveret tilbage i perioden, efter puljens regnskab, og brugt efter "
            "gruppernes boner. En rettelse tæller den dag, den er skrevet, så et tal kan være under nul."
        ),
        (PoolEntry, ActivityExpense),
        _money,
        words_of(MONEY),
    )
)
register(
    Indicator(
        "pool_left",
        Theme.POOL,
        TITLES["pool_left"],
        _l("Hvor langt rækker årets pulje endnu?"),
        _l(
            "Årets pulje, som den stod, da periodens sidste dag var slut. Puljen er fælles for alle væresteder, så "
            "tallene er de samme, hvilket værested man end vælger."
        ),
        (PoolEntry,),
        _left,
        words_of(LEFT),
        by=frozenset({By.NOTHING}),
        of=_l("det, der må gives i år"),
    )
)
register(
    Indicator(
        "activities",
        Theme.POOL,
        TITLES["activities"],
        _l("Hvad sker der for pengene, og kommer borgerne videre?"),
        _l(
            "Aktiviteter, der mødtes i perioden, og hvor mange der kom. Deltagere er talt hver gang, så den samme kan "
            "tælle mange gange; ingen er slået op i registret. Et skridt er noget, som en deltager kan nu, skrevet op "
            "af gruppen selv."
        ),
        (Activity,),
        _activities,
        words_of({row: words for row, (words, _unit) in ACTIVITIES.items()}),
    )
)
