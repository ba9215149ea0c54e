"""Who sees a call and an interview. Every page, list and timeline asks here."""

from app import clock
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import PERMISSIONS, allows, pairs
from app.accounts.role import Person, Role
from app.centres.models import Department
from app.citizens.models import Citizen
from app.citizens.reading import Information, Kept, Reader, may_read
from app.hotline.call import ANSWERING_DEPARTMENT, Seat, answers
from app.hotline.models import HotlineCall, JobInterviewFollowUp


def is_answering(department: Department | None) -> bool:
    """Whether this department answers the hotline."""
    return department is not None and department.name.strip().casefold().startswith(ANSWERING_DEPARTMENT)


def seats_of(account: Account) -> frozenset[Seat]:
    """Where the account is a caseworker of the answering department today."""
    return frozenset(
        Seat(held.centre_id, held.controller_id, held.department_id)
        for held in account.roles_on(clock.today())
        if held.role in PERMISSIONS[Act.ANSWER_CALL]
        and held.role is Role.CASEWORKER
        and is_answering(held.department)
        and held.centre_id is not None
        and held.controller_id is not None
    )


def may_answer(account: Account, call: HotlineCall) -> bool:
    """Whether the account gives the answer itself: it is of the department that is asked, at the call's centre."""
    return answers(seats_of(account), call.department_id, call.centre_id)


def may_see(person: Person, account: Account, call: HotlineCall) -> bool:
    """Whether the call is known to the person: those who were asked, and the asker's colleagues at the centre under
    the same controller. A call about a citizen says what a note of the centre would say.
    """
    if may_answer(account, call):
        return True
    at = pairs(person, Act.NOTE_CALL)
    reader = Reader(person.account_id or 0, at, hosts=at)
    kept = Kept(call.noted_by_id, call.centre_id, call.controller_id, Information.GENERAL)
    return (call.centre_id, call.controller_id) in at and may_read(reader, kept)


def may_see_interview(person: Person, interview: JobInterviewFollowUp) -> bool:
    """Whether the interview is known to the person: those who follow interviews where it was agreed."""
    at = pairs(person, Act.FOLLOW_INTERVIEWS)
    reader = Reader(person.account_id or 0, at, hosts=at)
    kept = Kept(interview.made_by_id, interview.centre_id, interview.controller_id, Information.GENERAL)
    return (interview.centre_id, interview.controller_id) in at and may_read(reader, kept)


def name_for(person: Person, citizen: Citizen | None) -> str:
    """The citizen's name, where the person may open their page (rules R10); else nothing."""
    return citizen.name if citizen is not None and allows(person, Act.OPEN_CITIZEN, citizen) else ""
