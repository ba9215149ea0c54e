"""For gunicorn and flask: the program as the environment sets it up."""

import click

from app import create_app

app = create_app()
if click.get_current_context(silent=True):
    from app import commands

    commands.init(app)
