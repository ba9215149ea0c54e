"""The demo's definitions: one that the steering group adopted when the teams were heard, and one that waits."""

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.accounts.models import Account
from app.citizens.challenge import Challenge
from app.db import db
from app.monitoring import defining, queries
from app.monitoring.defining import ProposedGroup
from app.monitoring.models import Grouped


def tell(accounts: Mapping[str, Account]) -> int:
    """How many were proposed."""
    now = clock.now()
    lene, birgit = accounts["lene"], accounts["birgit"]
    with clock.stopped(now - timedelta(days=60)):
        settled = defining.propose(
            "settled",
            "En samtale er klaret på stedet, når borgeren ikke skal vente på noget fra os. Et brev, som borgeren "
            "selv sender, tæller som klaret.",
            by=lene,
        )
        db.session.flush()
    with clock.stopped(now - timedelta(days=45)):
        for team, note in (
            ("Sagsbehandlerne", "Enige. De vil gerne have med, at breve tæller."),
            ("Regnbuens personale", "Ingen bemærkninger."),
        ):
            defining.note_heard(settled, team, clock.today() - timedelta(days=1), note, by=lene)
    with clock.stopped(now - timedelta(days=30)):
        defining.adopt(settled, by=birgit)
    with clock.stopped(now - timedelta(days=5)):
        groups = defining.propose(
            "challenge_groups",
            "En gruppe er de borgere, der har talt om mindst én af gruppens udfordringer. Anden socialfaglig "
            "rådgivning får sin egen gruppe.",
            by=lene,
            of=Grouped.CHALLENGES,
            groups=[*_as_now(), ProposedGroup("social", "Social rådgivning", "Social counselling", (_OTHER,))],
        )
        db.session.flush()
        defining.note_heard(groups, "SKP", clock.today(), "Det vil vise, hvor meget tid der går med breve.", by=lene)
    db.session.commit()
    return 2


_OTHER = Challenge.OTHER_SOCIAL.value


def _as_now() -> list[ProposedGroup]:
    return [
        ProposedGroup(group.key, group.danish, group.english, tuple(member.member for member in group.members))
        for group in queries.grouping(Grouped.CHALLENGES).groups
    ]
