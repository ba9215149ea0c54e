"""The figures of monitoring, rolled up by day, month and year; and what has been recorded so far is rolled up."""

from collections import defaultdict
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DENMARK = ZoneInfo("Europe/Copenhagen")
CHALLENGES = [
    "job", "rehabilitation", "education", "mental", "health", "housing",
    "alcohol", "cannabis", "other_drugs", "economy", "other_social", "dental",
]  # fmt: skip
KNOWN_BEFORE = ["yes", "no", "unknown"]
EVERYWHERE, EVER_SINCE, BLOCK = 0, date(1, 1, 1), 1024


def upgrade() -> None:
    """Go up."""
    span = sa.Enum("day", "month", "year", "ever", name="span", native_enum=False, create_constraint=True, length=40)
    layer = sa.Enum(
        "seen", "income", "known_before", name="layer", native_enum=False, create_constraint=True, length=40
    )
    rolled_up = op.create_table(
        "rolled_up",
        sa.Column("layer", layer, nullable=False),
        sa.Column("centre_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", span, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("block", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lanes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "centre_id", "span", "starts_on", "block", name=op.f("pk_rolled_up")),
    )
    contacts = op.create_table(
        "contacts_rolled_up",
        sa.Column("centre_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", span, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("without_record", sa.Integer(), nullable=False),
        sa.Column("people_without_record", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "span", "starts_on", name=op.f("pk_contacts_rolled_up")),
    )
    # With it, all topics of a contact are written in one statement on SQLite too.
    op.add_column("challenge_noted", sa.Column("_sentinel", sa.Integer(), nullable=True))
    if not op.get_context().as_sql:
        _roll_up(op.get_bind(), rolled_up, contacts)


def downgrade() -> None:
    """Go down."""
    op.drop_column("challenge_noted", "_sentinel")
    op.drop_table("contacts_rolled_up")
    op.drop_table("rolled_up")


def _roll_up(connection: sa.Connection, rolled_up: sa.Table, contacts: sa.Table) -> None:
    """As the program did when this step was written; `flask monitoring recount` does it in its present way."""
    lanes: dict[tuple[str, int, str, date], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    counts: dict[tuple[int, str, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    contact = sa.table("contact", *map(sa.column, ("citizen_id", "centre_id", "people")), _happened_at())
    for citizen_id, centre_id, people, at in connection.execute(sa.select(contact)):
        for centre, span, first in _rows(centre_id, _local_day(at)):
            if (centre, span) != (EVERYWHERE, "day"):
                nobody = citizen_id is None
                kept = counts[centre, span, first]
                kept[:] = [kept[0] + 1, kept[1] + nobody, kept[2] + nobody * people]
                if not nobody:
                    lanes["seen", centre, span, first][citizen_id] |= 1
    noted = sa.table("challenge_noted", *map(sa.column, ("citizen_id", "centre_id", "challenge")), _happened_at())
    for citizen_id, centre_id, challenge, at in connection.execute(
        sa.select(noted).where(noted.c.citizen_id.is_not(None))
    ):
        for centre, span, first in _rows(centre_id, _local_day(at)):
            if (centre, span) != (EVERYWHERE, "day"):
                lanes["seen", centre, span, first][citizen_id] |= 2 << CHALLENGES.index(challenge)
    day = sa.column("noted_on", sa.Date())
    income = sa.table("income_noted", *map(sa.column, ("id", "citizen_id", "source_id")), day)
    for _, citizen_id, source_id, on in connection.execute(sa.select(income).order_by(day, income.c.id)):
        for _, span, first in _rows(EVERYWHERE, on):
            lanes["income", EVERYWHERE, span, first][citizen_id] = source_id
    citizen = sa.table("citizen", sa.column("id"), sa.column("known_before"))
    for citizen_id, answer in connection.execute(sa.select(citizen).where(citizen.c.known_before.is_not(None))):
        lanes["known_before", EVERYWHERE, "ever", EVER_SINCE][citizen_id] = KNOWN_BEFORE.index(answer) + 1
    rows = [
        dict(zip(("layer", "centre_id", "span", "starts_on", "block", "lanes"), (*key, block, kept), strict=True))
        for key, found in lanes.items()
        for block, kept in _blocks(key[2], found)
    ]
    sums = [
        dict(zip([column.name for column in contacts.c], (*key, *numbers), strict=True))
        for key, numbers in counts.items()
    ]
    for table, made in ((rolled_up, rows), (contacts, sums)):
        if made:
            connection.execute(sa.insert(table), made)


def _happened_at() -> sa.ColumnClause[datetime]:
    return sa.column("happened_at", sa.DateTime(timezone=True))


def _local_day(at: datetime) -> date:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(DENMARK).date()


def _rows(centre_id: int, day: date) -> set[tuple[int, str, date]]:
    spans = (("day", day), ("month", day.replace(day=1)), ("year", day.replace(month=1, day=1)))
    return {(centre, span, first) for span, first in spans for centre in (centre_id, EVERYWHERE)}


def _blocks(span: str, found: dict[int, int]) -> list[tuple[int, bytes]]:
    if span == "day":
        entries = (
            citizen_id.to_bytes(4, "little") + lane.to_bytes(2, "little") for citizen_id, lane in sorted(found.items())
        )
        return [(0, b"".join(entries))]
    blocks: dict[int, int] = defaultdict(int)
    for citizen_id, lane in found.items():
        block, place = divmod(citizen_id, BLOCK)
        for bit in range(lane.bit_length()):
            blocks[block] |= (lane >> bit & 1) << bit * BLOCK + place
    return [(block, kept.to_bytes((kept.bit_length() + 7) // 8, "little")) for block, kept in blocks.items()]
