"""Every figure that Haderslev printed (SIV-50 to SIV-55) beside ours, with the difference and the reason for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.citizens.models import NOT_NOTED
from app.language import number, percent
from app.monitoring import indicators, published, queries
from app.monitoring.grid import Grid
from app.monitoring.kept import Kept
from app.monitoring.models import Grouped
from app.monitoring.published import FIRST, LAST
from app.monitoring.table import Scope
from app.monitoring.table import percent as share_of
from app.monitoring.words import TITLES

SNAPSHOT_ON = date(2015, 3, 31)
SNAPSHOT: Mapping[str, tuple[LazyString, frozenset[str]]] = {
    "disability_pension": (_l("Førtidspension"), frozenset({"disability_pension"})),
    "cash": (_l("Kontanthjælp, aktivering og uddannelseshjælp"), frozenset({"cash_or_education_benefit"})),
    "flex_job": (_l("Løntilskud og fleksjob"), frozenset({"flex_job"})),
    "rehabilitation": (_l("Ressourceforløb og revalidering"), frozenset({"rehabilitation_benefit"})),
    "others": (
        _l("Øvrige (dagpenge, pension, lønmodtager, selvstændig)"),
        frozenset(
            {
                "unemployment_benefit",
                "student_grant",
                "flex_unemployment_benefit",
                "sickness_benefit",
                "state_pension",
                "friends_and_family",
                "other",
            }
        ),
    ),
    NOT_NOTED: (_l("Ikke noteret"), frozenset({NOT_NOTED})),
}
"""SIV-54's rows, and which of the eleven income sources of SIV-53 go into each; the source told two of them apart that
were one benefit when SIV-53 was counted."""
BY_SUMMARY: Mapping[str, int] = {"place": 95, "safe": 96, "heard": 96, "mattered": 99, "time": 98}
"""SIV-55: the positive answers to each of the five questions by the summary; those by the table are in `published`."""


@dataclass(frozen=True)
class Compared:
    """A figure of the source beside ours."""

    label: str
    printed: str
    ours: str
    difference: str
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """A table of the source: where it stands, and what is to be said of all its figures."""

    key: str
    title: str
    where: str
    rows: tuple[Compared, ...]
    notes: tuple[str, ...] = ()


def parts() -> list[Part]:
    """Every table, in the order of the source."""
    scope = Scope(FIRST, LAST)
    wanted = ("challenges", "challenge_groups", "income", "income_groups", "recurrence")
    grids = indicators.compute_together([indicators.ALL[key] for key in wanted], scope)
    return [
        _citizens(),
        _shares(
            "challenges",
            grids["challenges"],
            _("SIV-51, side 10, 31. oktober 2016. Procent af borgerne, flere mulige."),
        ),
        _shares(
            "challenge_groups",
            grids["challenge_groups"],
            _("SIV-52, resumeet, side 5."),
            _(
                "Talt en anden dag end tabellen med de enkelte: ingen sammenlægning af den giver 12, 30 eller 31. "
                "Vores er dem, der har mindst én af gruppens udfordringer."
            ),
        ),
        _shares("income", grids["income"], _("SIV-53, side 10. Tallene er afrundet og giver 101 tilsammen.")),
        _shares(
            "income_groups",
            grids["income_groups"],
            _("SIV-53, resumeet. Rækkerne giver 32 procent pension; der står 33."),
            _("De afrundede rækker og gruppen passer kun sammen, når pensionerne er 79 og 42 borgere og SU udenfor."),
        ),
        _shares(
            "recurrence",
            grids["recurrence"],
            _("Sagsbehandlernes skøn, ikke en optælling."),
            _("Kilden skønnede; vi tæller samtaler i rådgivningen, og den del af dem, der er skrevet op i programmet."),
        ),
        _snapshot(),
        _survey(),
    ]


def _citizens() -> Part:
    inside, by_status = _seen(FIRST, LAST), _seen(FIRST, date(2015, 5, 27))
    before = _seen(date(2000, 1, 1), FIRST - timedelta(days=1))
    told = (
        (_("Borgere i perioden"), published.CITIZENS, inside, ""),
        (_("Status 27. maj 2015"), published.CITIZENS_BY_27_MAY_2015, by_status, ""),
        (
            _("Borgere før perioden"),
            80,
            before,
            _("Kilden siger cirka 80 på side 5 og cirka 100 på side 10. Vi tæller kun det, der er skrevet op."),
        ),
        (
            _("Borgere i alt"),
            450,
            inside + before,
            _("Kilden lægger 372 og cirka 80 sammen. Den, der kom både før og i perioden, tæller to gange."),
        ),
    )
    rows = tuple(
        Compared(label, number(printed), number(ours), _counted(ours - printed), reason if ours != printed else "")
        for label, printed, ours, reason in told
    )
    return Part("citizens", str(TITLES["citizens"]), _("SIV-50, side 5 og 10"), rows)


def _shares(key: str, grid: Grid, where: str, reason: str = "") -> Part:
    """A table of whole percents."""
    label = indicators.ALL[key].label
    rows = []
    for row, printed in published.PRINTED[key].items():
        ours = grid.percent(row)
        if ours is None:
            rows.append(Compared(label(row), percent(printed), "–", "–", _("Der er intet at tælle.")))
            continue
        told = _("%(share)s (%(n)s)", share=percent(ours), n=number(int(grid.cell(row).value or 0)))
        why = "" if ours == printed or reason else _("Afrunding, eller optegnelser, der er rettet siden.")
        rows.append(Compared(label(row), percent(printed), told, _points(ours - printed), why))
    return Part(key, str(TITLES[key]), where, tuple(rows), (reason,) if reason else ())


def _snapshot() -> Part:
    """Everybody who had come by then, with what they lived on; the source's own cells are lost."""
    kept = Kept(Scope(FIRST, SNAPSHOT_ON))
    lived_on = {source.key: kept.living_on.get(source.id, 0) for source in queries.income_sources()}
    lived_on[NOT_NOTED] = kept.citizens - sum(count for key, count in lived_on.items() if key != NOT_NOTED)
    words = indicators.ALL["income"].label
    rows = [Compared(_("Borgere i alt"), "580", number(kept.citizens), _counted(kept.citizens - 580), _other_crowd())]
    for key, (label, members) in SNAPSHOT.items():
        ours = sum(lived_on.get(member, 0) for member in members)
        printed = percent(14) if key == NOT_NOTED else _("tallet er tabt")
        told = _("%(share)s (%(n)s)", share=percent(share_of(ours, kept.citizens)), n=number(ours))
        made_of = ", ".join(words(member) for member in sorted(members))
        rows.append(Compared(str(label), printed, told, "–", _("Her ligger: %(rows)s.", rows=made_of)))
    with_jobcentre = sum(
        lived_on.get(member.member, 0)
        for group in queries.grouping(Grouped.INCOME, 1).groups
        if group.key == "jobcentre"
        for member in group.members
    )
    told = _("%(share)s (%(n)s)", share=percent(share_of(with_jobcentre, kept.citizens)), n=number(with_jobcentre))
    rows.append(
        Compared(
            _("Tilknyttet jobcentret"),
            f"{percent(42)} (248)",
            told,
            _counted(with_jobcentre - 248),
            _("248 af 580 er 42,8 procent; kilden skriver cirka 42."),
        )
    )
    return Part(
        "snapshot",
        _("Øjebliksbillede, marts 2015"),
        _("SIV-54, side 12. Kolonnerne er Misbrugscenter, bostøtte, døgntilbud, værested med visitation og sum."),
        tuple(rows),
        (_("Cellerne er tabt i afskriften, så kun summerne kan sammenlignes. Skemaet er her med vores tal."),),
    )


def _other_crowd() -> str:
    return _(
        "Kilden talte også borgere i misbrugscenter, bostøtte og døgntilbud; vi tæller dem, der kom på værestederne."
    )


def _survey() -> Part:
    ours = indicators.compute(indicators.ALL["survey_positive"], Scope(FIRST, LAST))
    asked = {line.key for line in ours.lines}
    rows = []
    for place, (question, by_table) in enumerate(published.SURVEY["survey_positive"].items(), 1):
        share, by_summary = ours.percent(question) if question in asked else None, BY_SUMMARY[question]
        rows.append(
            Compared(
                _("Spørgsmål %(number)s, de to bedste svar", number=place),
                _("%(table)s (resumeet: %(summary)s)", table=percent(by_table), summary=percent(by_summary)),
                "–" if share is None else percent(share),
                "–" if share is None else _points(share - by_table),
                "" if by_table == by_summary else _("Resumeet er fra en anden dag end tabellen."),
            )
        )
    return Part(
        "survey",
        _("Spørgeskemaet"),
        _("SIV-55. Positive er de to bedste svar."),
        tuple(rows),
        (_("Svarene er anonyme. Vores tal kommer fra de skemaer, der er talt i programmet."),),
    )


def _seen(first: date, last: date) -> int:
    return Kept(Scope(first, last)).citizens


def _counted(change: int) -> str:
    return _("ingen") if change == 0 else f"{'+' if change > 0 else '−'}{number(abs(change))}"


def _points(change: int) -> str:
    if change == 0:
        return _("ingen")
    return _("%(sign)s%(n)s point", sign="+" if change > 0 else "−", n=number(abs(change)))
