"""For gunicorn and flask: the program as the environment sets it up."""

from app import create_app

app = create_app()
