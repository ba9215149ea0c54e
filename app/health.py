"""`/healthz`: whether the database answers, for those who watch over the machine."""

import sqlalchemy as sa
from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from app.access import anywhere
from app.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@anywhere
def healthz() -> Response:
    """200 «ok» when the database answers, else 503 «database does not answer»."""
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return Response("database does not answer\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
