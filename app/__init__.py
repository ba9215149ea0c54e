"""Væksthus: the intranet of a municipality's drop-in centres. `create_app` is the map; read it top to bottom."""

import os
from collections.abc import Mapping

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, commands, config, db, errors, health, installation, language, page
from app.accounts import administration, guessing, session
from app.accounts import views as accounts
from app.accounts.permissions import allows
from app.centres import views as centres
from app.citizens import views as citizens
from app.desk import context
from app.desk import views as desk
from app.monitoring import commands as monitoring_commands
from app.monitoring import views as monitoring
from app.outreach import heads, timeline
from app.outreach import views as outreach

FEATURES = (desk, accounts, centres, citizens, outreach, monitoring, health)
ADDED_TO = (administration, heads, timeline)
"""Modules that add to a feature's blueprint or to the citizen's timeline when they are imported."""


def create_app(environment: Mapping[str, str] | None = None, **settings: object) -> Flask:
    """The program, set up from the environment; raises BadSetting or ViewWithoutRule rather than start unsafe."""
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.update(config.settings(os.environ if environment is None else environment))
    app.config.update(settings)
    access.init(app, policy=allows)
    page.init(app)
    db.init(app)
    Migrate(app, db.db, directory=str(config.ROOT / "migrations"))
    CSRFProtect(app)
    session.init(app)
    guessing.init(app)
    language.init(app)
    errors.init(app)
    context.init(app)
    commands.init(app)
    app.cli.add_command(monitoring_commands.commands)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    access.anyone(app.view_functions["static"])
    access.refuse_views_without_rule(app)
    installation.refuse_demo_in_production(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
