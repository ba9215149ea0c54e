"""What votes, decisions and refusals of the committee are called on the screens. What applicants read is plain."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.committee.ballot import Choice, Result
from app.committee.criteria import Kind
from app.committee.decision import Outcome
from app.committee.meeting import MeetingState, Reason, Refusal
from app.committee.models import AgendaPoint, CommitteeSeat, Criterion, GrantDecision
from app.pool import balance
from app.pool.words import kroner
from app.pool.words import said as pool_said

CHOICES: dict[Choice, LazyString] = {
    Choice.FOR: _l("For"),
    Choice.AGAINST: _l("Imod"),
    Choice.NEITHER: _l("Hverken eller"),
}
CHOICE_ICONS = {Choice.FOR: "check", Choice.AGAINST: "close", Choice.NEITHER: "minus"}

RESULTS: dict[Result, LazyString] = {
    Result.CARRIED: _l("Flere stemte for end imod. Det er vedtaget."),
    Result.REJECTED: _l("Flere stemte imod end for. Det er ikke vedtaget."),
    Result.TIED: _l("Lige mange stemte for og imod. Det er ikke vedtaget."),
    Result.NO_QUORUM: _l("Der var ikke nok til at stemme. Så er der ikke bestemt noget."),
}

OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.FULL: _l("Ja til det hele"),
    Outcome.PART: _l("Ja til noget af det"),
    Outcome.DECLINED: _l("Nej"),
    Outcome.ASKED: _l("Spurgt om mere"),
    Outcome.POSTPONED: _l("Udsat til et andet møde"),
    Outcome.ADOPTED: _l("Reglerne er vedtaget"),
    Outcome.NOT_ADOPTED: _l("Reglerne er ikke vedtaget"),
    Outcome.GONE: _l("Trukket tilbage"),
}

MEETING_STATES: dict[MeetingState, LazyString] = {
    MeetingState.PLANNED: _l("Planlagt"),
    MeetingState.OPEN: _l("I gang"),
    MeetingState.CLOSED: _l("Holdt"),
    MeetingState.CANCELLED: _l("Aflyst"),
}

KINDS: dict[Kind, LazyString] = {
    Kind.CITIZENS_APPLY: _l("Borgere søger (det ser programmet selv)"),
    Kind.PEOPLE_AT_LEAST: _l("Mindst så mange mennesker (det ser programmet selv)"),
    Kind.PROGRESSION_WRITTEN: _l("Der står, hvad man kan bagefter (det ser programmet selv)"),
    Kind.ASKED_AT_MOST: _l("Højst så mange kroner (det ser programmet selv)"),
    Kind.JUDGED: _l("Det vurderer udvalget"),
}

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_NOW: _l("Det kan ikke gøres nu. Åbn siden igen, og se, hvor langt I er."),
    Reason.NOT_OPEN: _l("Mødet er ikke i gang."),
    Reason.VOTE_IS_OPEN: _l("En afstemning er åben. Luk den først."),
    Reason.POINTS_WAIT: _l("I har stemt om noget, der ikke er skrevet ned. Skriv, hvad I bestemte, før mødet lukkes."),
    Reason.IN_THE_PAST: _l("Vælg i dag eller en dag, der kommer."),
    Reason.TOO_FAR: _l("Vælg en dag inden for det næste år."),
    Reason.NOT_THE_DAY: _l("Mødet er ikke i dag. Ret dagen, hvis I holder det nu."),
    Reason.ALREADY_ON_AN_AGENDA: _l("Den er allerede på et møde."),
    Reason.NOT_WAITING: _l("Ansøgningen venter ikke på svar mere. Måske er den trukket tilbage."),
    Reason.NO_VOTE: _l("Du kan ikke stemme om den her."),
    Reason.HAS_INTEREST: _l("Den, der er for tæt på, stemmer ikke."),
    Reason.VOTED_ON_TABLET: _l("Den person har stemt på sin tablet. Så tæller hånden ikke."),
    Reason.VOTE_CLOSED: _l("Afstemningen er lukket."),
    Reason.TOO_LATE: _l("Det er for sent. Der er stemt."),
    Reason.NOT_PRESENT: _l("Den person er ikke til mødet."),
    Reason.NO_QUORUM: _l("I er ikke nok til at bestemme noget."),
    Reason.NOT_CARRIED: _l("Det er ikke vedtaget, så I kan ikke sige ja."),
    Reason.CARRIED: _l("Det er vedtaget, så I kan ikke sige nej."),
    Reason.NOT_THE_MOTION: _l("Det er ikke det beløb, I stemte om."),
    Reason.VOTE_AGAIN: _l("En, der kunne stemme, er for tæt på. Stem igen uden den person."),
    Reason.NO_AMOUNT: _l("Skriv, hvor meget. Det skal være over 0."),
    Reason.MORE_THAN_ASKED: _l("Det er mere, end de søger om."),
    Reason.NO_WORDS: _l("Skriv det, så de kan læse hvorfor."),
    Reason.NOT_JUDGED: _l("Vælg, hvad I synes om hver regel."),
    Reason.NO_CRITERIA: _l("Skriv mindst én regel."),
    Reason.ADOPTED: _l("De regler er vedtaget og kan ikke ændres. Skriv nye."),
    Reason.NO_NAME: _l("Skriv, hvem det er."),
    Reason.NAME_TAKEN: _l("En med det navn har en plads i de dage. Er det en anden, så skriv lidt mere af navnet."),
    Reason.ENDS_FIRST: _l("Den sidste dag ligger før den første."),
    Reason.TERM_TOO_LONG: _l("Højst fire år ad gangen."),
    Reason.NOT_A_MEMBER: _l("Den bruger er ikke kun i borgerudvalget. Personale kan ikke stemme."),
    Reason.ACCOUNT_TAKEN: _l("Den bruger har allerede en plads."),
    Reason.PLACE_TAKEN: _l("En anden suppleant har det nummer."),
    Reason.HAS_VOTED: _l("Den person har stemt."),
}


def said(refusal: Refusal | balance.Refusal) -> str:
    """The sentence for a refusal, of a meeting or of the pool."""
    return pool_said(refusal) if isinstance(refusal, balance.Refusal) else str(REFUSALS[refusal.reason])


def title_of(point: AgendaPoint) -> str:
    """What a point is about."""
    return point.application.title if point.application else _("Nye regler for udvalget")


def outcome_line(decision: GrantDecision) -> str:
    """What was decided, in a few words: «Ja til noget af det: 5.000 kr.»."""
    words = str(OUTCOMES[decision.outcome])
    return f"{words}: {kroner(decision.granted_ore)}" if decision.granted_ore else words


def criterion_words(criterion: Criterion) -> str:
    """The committee's own words, with the number that the program checks where they leave it out."""
    if criterion.number is None:
        return criterion.words
    amount = kroner(criterion.number) if criterion.kind is Kind.ASKED_AT_MOST else str(criterion.number)
    return (
        criterion.words if amount.split("\N{NO-BREAK SPACE}")[0] in criterion.words else f"{criterion.words} ({amount})"
    )


def place_words(seat: CommitteeSeat) -> str:
    """«Medlem» or «1. suppleant», and the centre."""
    turn = _("%(number)s. suppleant", number=seat.place) if seat.place else _("Medlem")
    return f"{turn} · {seat.centre.name}"
