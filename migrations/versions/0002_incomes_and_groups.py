"""What people live on, and the groups of the published tables (SIV-52, SIV-53); data, so that they can change."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROM = date(2014, 1, 1)

SOURCES = [
    ("unemployment_benefit", "Arbejdsløshedsdagpenge", "Unemployment benefit"),
    ("student_grant", "SU", "Student grant (SU)"),
    ("flex_unemployment_benefit", "Ledighedsydelse", "Benefit between flex jobs"),
    ("flex_job", "Fleksjob", "Flex job"),
    ("sickness_benefit", "Sygedagpenge", "Sickness benefit"),
    ("cash_or_education_benefit", "Kontanthjælp eller uddannelseshjælp", "Cash benefit or education benefit"),
    ("rehabilitation_benefit", "Revalideringsydelse", "Rehabilitation benefit"),
    ("disability_pension", "Førtidspension", "Disability pension"),
    ("state_pension", "Folkepension", "State pension"),
    ("friends_and_family", "Venner og familie", "Friends and family"),
    ("other", "Andet", "Other"),
    ("not_noted", "Ikke noteret", "Not noted"),
]

GROUPS = {
    "challenges": [
        ("job_education_rehabilitation", "Job, uddannelse og rehabilitering", "Job, education and rehabilitation",
         ["job", "education", "rehabilitation"]),
        ("mental", "Psykiske problemer", "Mental health", ["mental"]),
        ("health_dental", "Helbred og sundhed, herunder tænder", "Health, including dental", ["health", "dental"]),
        ("alcohol_drugs", "Alkohol og misbrugsproblemer", "Alcohol and drugs", ["alcohol", "cannabis", "other_drugs"]),
        ("economy_housing", "Personlig økonomi og bolig", "Personal finances and housing", ["economy", "housing"]),
    ],
    "income": [
        ("jobcentre", "Aktiv sag i jobcentret", "Active jobcentre case",
         ["unemployment_benefit", "flex_unemployment_benefit", "flex_job", "sickness_benefit",
          "cash_or_education_benefit", "rehabilitation_benefit"]),
        ("pension", "Førtidspension eller folkepension", "Disability or state pension",
         ["disability_pension", "state_pension"]),
        ("other", "Andet (familie og venner)", "Other (family and friends)", ["friends_and_family", "other"]),
    ],
}  # fmt: skip


def upgrade() -> None:
    """Go up."""
    connection = op.get_bind()
    meta = sa.MetaData()
    meta.reflect(connection, only=["income_source", "grouping", "monitoring_group", "group_member"])
    connection.execute(
        sa.insert(meta.tables["income_source"]),
        [
            {"key": key, "danish": danish, "english": english, "place": place, "valid_from": FROM}
            for place, (key, danish, english) in enumerate(SOURCES, 1)
        ],
    )
    for of, groups in GROUPS.items():
        grouping_id = connection.execute(
            sa.insert(meta.tables["grouping"]).values(of=of, version=1, decided_on=FROM)
        ).inserted_primary_key[0]
        for place, (key, danish, english, members) in enumerate(groups, 1):
            group_id = connection.execute(
                sa.insert(meta.tables["monitoring_group"]).values(
                    grouping_id=grouping_id, key=key, danish=danish, english=english, place=place
                )
            ).inserted_primary_key[0]
            connection.execute(
                sa.insert(meta.tables["group_member"]),
                [{"group_id": group_id, "member": member} for member in members],
            )


def downgrade() -> None:
    """Go down; what citizens' incomes refer to stays for as long as they do, so it goes with its table."""
    for name in ("group_member", "monitoring_group", "grouping"):
        op.execute(sa.delete(sa.table(name)))
    op.execute("DELETE FROM income_noted")
    op.execute(sa.delete(sa.table("income_source")))
