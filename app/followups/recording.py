"""Making follow-ups and taking their steps. Callers commit; refusals are `followup.Refusal`."""

from datetime import date

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.models import Citizen
from app.db import db, hold
from app.followups.followup import Reason, Refusal, Step, after, refuse_day, refuse_text
from app.followups.models import FollowUp, FollowUpStep
from app.followups.reading import is_a_departments


def agree(
    text: str,
    *,
    due_on: date,
    citizen: Citizen | None,
    at: Centre,
    controller_id: int,
    responsible_id: int | None,
    by: Account,
    contact_id: int | None = None,
    conversation_id: int | None = None,
    department_id: int | None = None,
    text_is_shared: bool = True,
) -> FollowUp:
    """Keep what was agreed. The caller sees to it that responsible and citizen belong to the centre.

    What is agreed in a conversation is its department's; `text_is_shared`: the citizen lets the centre read it.
    """
    refuse_text(text)
    refuse_day(due_on, clock.today())
    follow_up = FollowUp(
        text=text.strip(),
        due_on=due_on,
        citizen=citizen,
        centre=at,
        controller_id=controller_id,
        responsible_id=responsible_id,
        contact_id=contact_id,
        conversation_id=conversation_id,
        department_id=department_id,
        text_is_shared=text_is_shared,
        text_given_to_id=responsible_id if conversation_id or department_id else None,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(follow_up)
    log.created(follow_up)
    return follow_up


def take_back_with(contact_id: int, by: Account) -> None:
    """Remove what this person agreed while writing a contact that is taken back; what anybody has touched stays."""
    agreed = (
        sa.select(FollowUp)
        .where(FollowUp.contact_id == contact_id, FollowUp.made_by_id == by.id, FollowUp.version == 1)
        .with_for_update(of=FollowUp)
    )
    for follow_up in db.session.scalars(agreed).all():
        log.deleted(follow_up)
        db.session.delete(follow_up)


def go_along(contact_id: int, to: Citizen | None) -> None:
    """Let what was agreed in a contact be about whoever the contact is moved to, or about nobody named."""
    agreed = sa.select(FollowUp).where(FollowUp.contact_id == contact_id).order_by(FollowUp.id)
    for follow_up in db.session.scalars(agreed.with_for_update(of=FollowUp)).unique():
        follow_up.citizen, follow_up.citizen_id = to, to.id if to else None
        follow_up.version += 1
        log.changed(follow_up)


def take(
    follow_up: FollowUp,
    step: Step,
    *,
    by: Account,
    to_on: date | None = None,
    to_id: int | None = None,
    words: str = "",
    ground: log.Ground = log.Ground.OWN_CENTRE,
    gives_text: bool = False,
) -> FollowUpStep:
    """Take one step, if it can be taken now; two who tap at once wait in line. `words`: the reason, or the new text.

    `gives_text`: whoever hands it on may read the text, and lets the other read it.
    """
    hold(follow_up)
    follow_up.state = after(follow_up.state, step)
    kept = words.strip()
    if step is Step.NOT_RELEVANT and not kept:
        raise Refusal(Reason.NO_REASON)
    if step is Step.POSTPONED:
        if to_on is None:
            raise Refusal(Reason.IN_THE_PAST)
        refuse_day(to_on, clock.today())
        follow_up.due_on = to_on
    elif step is Step.TAKEN_OVER:
        follow_up.responsible_id = to_id
        if gives_text and is_a_departments(follow_up.wording):
            follow_up.text_given_to_id = to_id
    elif step is Step.REWORDED:
        refuse_text(kept)
        follow_up.text, kept = kept, follow_up.text
    taken = FollowUpStep(
        follow_up_id=follow_up.id,
        step=step,
        by_id=by.id,
        happened_at=clock.now(),
        to_on=to_on if step is Step.POSTPONED else None,
        to_id=to_id if step is Step.TAKEN_OVER else None,
        words=kept if step in (Step.NOT_RELEVANT, Step.REWORDED) else "",
    )
    db.session.add(taken)
    follow_up.version += 1
    log.changed(follow_up, ground)
    return taken


def change(
    follow_up: FollowUp,
    *,
    text: str | None,
    due_on: date,
    responsible_id: int | None,
    by: Account,
    text_is_shared: bool | None = None,
) -> bool:
    """Take the steps that lead to this text, day and person; answers whether anything changed.

    `text` is None for whoever may not read it: it stays as it is. `text_is_shared` is what the citizen says now to the
    centre's reading it; None: that was not asked.
    """
    before = follow_up.version
    if text is not None and text.strip() != follow_up.text:
        take(follow_up, Step.REWORDED, by=by, words=text)
    if text_is_shared is not None and text_is_shared != follow_up.text_is_shared:
        follow_up.text_is_shared = text_is_shared
        follow_up.version += 1
        log.changed(follow_up)
    if due_on != follow_up.due_on:
        take(follow_up, Step.POSTPONED, by=by, to_on=due_on)
    if responsible_id != follow_up.responsible_id:
        take(follow_up, Step.TAKEN_OVER, by=by, to_id=responsible_id, gives_text=text is not None)
    return follow_up.version != before
