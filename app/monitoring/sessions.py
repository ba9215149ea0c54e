"""Indicators of the sessions: conversations, whether they were settled, who brought the citizen, and waiting days."""

from flask_babel import lazy_gettext as _l

from app.casework.conversation import Recurrence, Unsettled
from app.casework.models import Conversation
from app.casework.visit import BroughtBy
from app.decisions.models import Decision
from app.monitoring import defining, people_behind
from app.monitoring.counting import citizens, tallied, words_of
from app.monitoring.definition import Setting
from app.monitoring.grid import Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import Asked, Indicator, Theme, register
from app.monitoring.waiting import MOST, waits_kept
from app.monitoring.words import TITLES, label
from app.outreach.models import Contact

SETTLED = "settled"
TALKED = {
    "conversations": _l("Samtaler i alt"),
    "with_record": _l("Samtaler med en borger, vi kender"),
    "without_record": _l("Samtaler med nogen uden navn"),
}
WAITED = {
    "conversation": _l("Borgere, der fik deres første samtale i rådgivningen"),
    "conversation_half": _l("Halvdelen ventede højst"),
    "conversation_most": _l("De fleste ventede højst"),
    "conversation_direct": _l("Kom direkte til rådgivningen"),
    "decision": _l("Borgere, der fik deres første afgørelse"),
    "decision_half": _l("Halvdelen ventede højst på en afgørelse"),
    "decision_most": _l("De fleste ventede højst på en afgørelse"),
    "decision_direct": _l("Fik en afgørelse uden en kontakt før"),
}
MOST_WAITED = Setting(first=MOST, lowest=55, highest=95)


def _conversations(asked: Asked) -> Column:
    counted = asked.kept.tally("talks.has_record")
    named, unnamed = counted.get("yes", 0), counted.get("no", 0)
    people = people_behind.of_tally("talks.has_record", asked.scope) if asked.behind else {}
    cells = {
        "conversations": Cell(named + unnamed, people.get("base")),
        "with_record": Cell(named, people.get("yes", 0) if asked.behind else None),
        "without_record": Cell(unnamed, unnamed if asked.behind else None),
    }
    lines = tuple(Line(key, Unit.CONVERSATIONS, in_percent=False) for key in cells)
    return Column(lines, cells, sums=(RowSum("conversations", ("with_record", "without_record")),))


def _recurrence(asked: Asked) -> Column:
    return tallied(asked, "talks.recurrence", [one.value for one in Recurrence], Unit.CONVERSATIONS)


def _settled(asked: Asked) -> Column:
    order = [SETTLED, *(one.value for one in Unsettled)]
    return tallied(asked, "talks.settled", order, Unit.CONVERSATIONS)


def _brought_by(asked: Asked) -> Column:
    return tallied(asked, "talks.brought_by", [one.value for one in BroughtBy], Unit.CONVERSATIONS)


def _waiting(asked: Asked) -> Column:
    percent = defining.setting("waiting", asked.version, MOST)
    lines: list[Line] = []
    cells: dict[str, Cell] = {}
    for one in waits_kept(asked.kept, percent):
        days = {"_half": one.half, "_most": one.most}
        cells[one.key] = citizens(one.citizens)
        cells |= {f"{one.key}{which}": Cell(number, one.citizens) for which, number in days.items()}
        cells[f"{one.key}_direct"] = citizens(one.direct)
        lines.append(Line(one.key, Unit.FIRST_TIMES, in_percent=False))
        lines += [Line(f"{one.key}{which}", Unit.DAYS, in_percent=False, goes_with=one.key) for which in days]
        lines.append(Line(f"{one.key}_direct", Unit.FIRST_TIMES, in_percent=False))
    return Column(tuple(lines), cells)


register(
    Indicator(
        "conversations",
        Theme.TALKS,
        TITLES["conversations"],
        _l("Hvor meget bliver rådgivningen brugt?"),
        _l(
            "Samtaler i den åbne rådgivning, som sagsbehandlere, misbrugsindsats og sundhedsindsats har skrevet, "
            "også med nogen uden navn."
        ),
        (Conversation,),
        _conversations,
        words_of(TALKED),
        tallies=frozenset({"talks.has_record"}),
    )
)
register(
    Indicator(
        "settled",
        Theme.TALKS,
        TITLES["settled"],
        _l("Hvor meget bliver klaret på stedet?"),
        _l("En samtale er klaret, når intet skal vente på den almindelige kø. Ellers er grunden skrevet op."),
        (Conversation,),
        _settled,
        label("settled"),
        of=_l("alle samtaler i rådgivningen"),
        tallies=frozenset({"talks.settled"}),
    )
)
register(
    Indicator(
        "recurrence",
        Theme.TALKS,
        TITLES["recurrence"],
        _l("Er én samtale nok?"),
        _l("Den, der skriver samtalen, siger, om den var nok, eller om der kommer flere."),
        (Conversation,),
        _recurrence,
        label("recurrence"),
        of=_l("alle samtaler i rådgivningen"),
        tallies=frozenset({"talks.recurrence"}),
    )
)
register(
    Indicator(
        "brought_by",
        Theme.TALKS,
        TITLES["brought_by"],
        _l("Hvem får borgerne til at komme?"),
        _l("Det, der blev sagt, da borgeren blev tjekket ind på tavlen."),
        (Conversation,),
        _brought_by,
        label("brought_by"),
        of=_l("alle samtaler i rådgivningen"),
        tallies=frozenset({"talks.brought_by"}),
    )
)
register(
    Indicator(
        "waiting",
        Theme.WAITING,
        TITLES["waiting"],
        _l("Hvor længe venter borgerne?"),
        _l(
            "Dage fra den allerførste kontakt til den første samtale i rådgivningen og til den første afgørelse. "
            "Ventetiden hører til den periode og det værested, hvor den sluttede. «De fleste» er så mange af 100, som "
            "definitionen siger: 80, hvis ikke andet er vedtaget. Den, der kom uden en kontakt før, har ikke ventet."
        ),
        (Contact, Conversation, Decision),
        _waiting,
        words_of(WAITED),
        setting=MOST_WAITED,
    )
)
