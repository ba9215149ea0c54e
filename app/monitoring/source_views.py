"""The page for the working group that lays every figure of the source beside ours."""

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import current_user

from app import log
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.monitoring import source as the_source
from app.monitoring.views import blueprint
from app.page import page


@blueprint.get("/source")
@allow(Act.SEE_FIGURES, reads_only=True)
def source() -> Response:
    """What was printed, what we count, the difference and the reason; for those who may see all centres together."""
    if centres_for(current_user.person, Act.SEE_FIGURES) is not None:
        abort(403)
    log.saw_report("")
    return page(
        "monitoring/source.html",
        parts=[
            {
                "part": part,
                "table": {
                    "caption": part.title,
                    "columns": [_("Række"), _("Trykt"), _("Vores"), _("Forskel"), _("Grund")],
                    "rows": [
                        {"label": row.label, "cells": [row.printed, row.ours, row.difference, row.reason]}
                        for row in part.rows
                    ],
                },
            }
            for part in the_source.parts()
        ],
    )
