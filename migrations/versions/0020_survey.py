"""The survey: question sets with the five questions of the source as the first, batches, boxes, tickets, figures."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None

# Asked in Haderslev until 2016, in five answers from "to a very high degree" to "to a very low degree".
FIRST_QUESTIONS = (
    (
        "place",
        {
            "da": "I hvor høj grad oplevede du det positivt, at samtalen foregik på værestedet?",
            "en": "To what degree was it good for you that the talk took place here at the drop-in centre?",
            "de": "In welchem Maße war es gut für Sie, dass das Gespräch hier im Treffpunkt stattfand?",
            "pl": "W jakim stopniu było dla Ciebie dobre, że rozmowa odbyła się właśnie tutaj, na miejscu?",
            "uk": "Якою мірою для вас було добре, що розмова відбулася саме тут, у цьому центрі?",
            "ar": "إلى أي درجة كان من الجيد لك أن المحادثة جرت هنا في هذا المكان؟",
        },
    ),
    (
        "safe",
        {
            "da": "I hvor høj grad var du tryg og tilpas i løbet af samtalen?",
            "en": "To what degree did you feel safe and at ease during the talk?",
            "de": "In welchem Maße haben Sie sich während des Gesprächs sicher und wohl gefühlt?",
            "pl": "W jakim stopniu towarzyszyło Ci podczas rozmowy poczucie bezpieczeństwa i swobody?",
            "uk": "Якою мірою ви почувалися безпечно й спокійно під час розмови?",
            "ar": "إلى أي درجة شعرت بالأمان والراحة أثناء المحادثة؟",
        },
    ),
    (
        "heard",
        {
            "da": "I hvor høj grad blev der lyttet til dig og dine meninger?",
            "en": "To what degree were you and your views listened to?",
            "de": "In welchem Maße hat man Ihnen und Ihrer Meinung zugehört?",
            "pl": "W jakim stopniu wysłuchano Ciebie i Twojego zdania?",
            "uk": "Якою мірою вислухали вас і вашу думку?",
            "ar": "إلى أي درجة تم الاستماع إليك وإلى رأيك؟",
        },
    ),
    (
        "mattered",
        {
            "da": "I hvor høj grad drejede samtalen sig om det, der var vigtigt for dig?",
            "en": "To what degree was the talk about what mattered to you?",
            "de": "In welchem Maße ging es im Gespräch um das, was Ihnen wichtig war?",
            "pl": "W jakim stopniu rozmowa dotyczyła tego, co było dla Ciebie ważne?",
            "uk": "Якою мірою розмова була про те, що для вас важливо?",
            "ar": "إلى أي درجة تناولت المحادثة ما هو مهم بالنسبة لك؟",
        },
    ),
    (
        "time",
        {
            "da": "I hvor høj grad kom samtalen på det rigtige tidspunkt for dig?",
            "en": "To what degree did the talk come at the right time for you?",
            "de": "In welchem Maße kam das Gespräch für Sie zum richtigen Zeitpunkt?",
            "pl": "W jakim stopniu rozmowa odbyła się w odpowiednim dla Ciebie momencie?",
            "uk": "Якою мірою розмова відбулася в потрібний для вас час?",
            "ar": "إلى أي درجة جاءت المحادثة في الوقت المناسب لك؟",
        },
    ),
)
FROM = date(2014, 1, 1)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "survey_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("public_key", sa.String(length=90), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_survey_batch_starts_before_it_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_batch")),
        sa.UniqueConstraint("public_key", name=op.f("uq_survey_batch_public_key")),
        sa.UniqueConstraint("starts_on", name=op.f("uq_survey_batch_starts_on")),
    )
    op.create_table(
        "survey_box",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["survey_batch.id"], name=op.f("fk_survey_box_batch_id_survey_batch")),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_survey_box")),
    )
    op.create_table(
        "survey_counted",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "grouping",
            sa.Enum(
                "everybody",
                "centre",
                "effort",
                name="counted_grouping",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column(
            "figure",
            sa.Enum(
                "answered",
                "very_high",
                "high",
                "neutral",
                "low",
                "very_low",
                "positive",
                "negative",
                "at_least",
                name="figure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["survey_batch.id"], name=op.f("fk_survey_counted_batch_id_survey_batch")
        ),
        sa.PrimaryKeyConstraint("batch_id", "grouping", "member", "question", "figure", name=op.f("pk_survey_counted")),
    )
    op.create_table(
        "survey_protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "published",
                "box_lost",
                "closed",
                "counted",
                "too_few",
                "key_lost",
                "key_destroyed",
                name="event",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("envelopes", sa.Integer(), nullable=True),
        sa.Column("unopened", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["survey_batch.id"], name=op.f("fk_survey_protocol_batch_id_survey_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_protocol")),
    )
    with op.batch_alter_table("survey_protocol", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_protocol_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "survey_question_set",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_survey_question_set_made_by_id_account")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_survey_question_set")),
    )
    op.create_table(
        "survey_turnout",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "grouping",
            sa.Enum(
                "everybody",
                "centre",
                "effort",
                name="turnout_grouping",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("refused", sa.Integer(), nullable=True),
        sa.CheckConstraint("asked >= 0", name=op.f("ck_survey_turnout_counted_up")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["survey_batch.id"], name=op.f("fk_survey_turnout_batch_id_survey_batch")
        ),
        sa.PrimaryKeyConstraint("batch_id", "grouping", "member", name=op.f("pk_survey_turnout")),
    )
    op.create_table(
        "survey_question",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_survey_question_from_one")),
        sa.ForeignKeyConstraint(
            ["version"], ["survey_question_set.version"], name=op.f("fk_survey_question_version_survey_question_set")
        ),
        sa.PrimaryKeyConstraint("version", "position", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("version", "key", name=op.f("uq_survey_question_version_key")),
    )
    op.create_table(
        "survey_ticket",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("effort_id", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["survey_batch.id"], name=op.f("fk_survey_ticket_batch_id_survey_batch")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_survey_ticket_centre_id_centre")),
        sa.ForeignKeyConstraint(["effort_id"], ["effort.id"], name=op.f("fk_survey_ticket_effort_id_effort")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_survey_ticket")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_ticket_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_ticket_expires_on"), ["expires_on"], unique=False)

    op.create_table(
        "survey_question_text",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_survey_question_text_says_something")),
        sa.ForeignKeyConstraint(
            ["version", "position"],
            ["survey_question.version", "survey_question.position"],
            name=op.f("fk_survey_question_text_version_position_survey_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version", "position", "language", name=op.f("pk_survey_question_text")),
    )

    meta = sa.MetaData()
    meta.reflect(op.get_bind(), only=["survey_question_set", "survey_question", "survey_question_text"])
    version = {"version": 1}
    op.bulk_insert(
        meta.tables["survey_question_set"], [version | {"holds_from": FROM, "made_on": FROM, "why": "Som i kilden."}]
    )
    numbered = list(enumerate(FIRST_QUESTIONS, 1))
    op.bulk_insert(
        meta.tables["survey_question"],
        [version | {"position": position, "key": key} for position, (key, _) in numbered],
    )
    op.bulk_insert(
        meta.tables["survey_question_text"],
        [
            version | {"position": position, "language": language, "text": text}
            for position, (_, texts) in numbered
            for language, text in texts.items()
        ],
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("survey_question_text")
    with op.batch_alter_table("survey_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_ticket_expires_on"))
        batch_op.drop_index(batch_op.f("ix_survey_ticket_batch_id"))

    op.drop_table("survey_ticket")
    op.drop_table("survey_question")
    op.drop_table("survey_turnout")
    op.drop_table("survey_question_set")
    with op.batch_alter_table("survey_protocol", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_protocol_batch_id"))

    op.drop_table("survey_protocol")
    op.drop_table("survey_counted")
    op.drop_table("survey_box")
    op.drop_table("survey_batch")
