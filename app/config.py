"""Settings, all from the environment; in production nothing is assumed and nothing weak is accepted."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 32
ROOT = Path(__file__).resolve().parent.parent


class BadSetting(SystemExit):
    """The program must not start like this; the sentence says what to change."""


def settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Flask's configuration from the environment; raises BadSetting with a sentence."""
    instance = Path(environment.get("VAEKSTHUS_INSTANCE") or ROOT / "instance").resolve()
    production = _mode(environment) == "production"
    return {
        "INSTANCE": instance,
        "PRODUCTION": production,
        "SECRET_KEY": _given_secret(environment) if production else _kept_secret(instance),
        "SQLALCHEMY_DATABASE_URI": _database(environment, instance, production),
        "TRUSTED_PROXIES": _whole_number(environment, "TRUSTED_PROXIES", default=0),
        "PORT": _whole_number(environment, "PORT", default=8000),
        "MAX_CONTENT_LENGTH": 12 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 12 * MEGABYTE,
        "SESSION_COOKIE_NAME": "__Host-vaeksthus" if production else "vaeksthus",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "da",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Copenhagen",
        "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
    }


def _mode(environment: Mapping[str, str]) -> str:
    mode = environment.get("VAEKSTHUS_MODE", "local")
    if mode not in ("local", "production"):
        raise BadSetting(f"VAEKSTHUS_MODE is {mode!r}; it is either 'local' or 'production'.")
    return mode


def _given_secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("SECRET_KEY", "")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < SHORTEST_SECRET // 4:
        raise BadSetting(
            f"SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters in production; "
            "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return secret


def _kept_secret(instance: Path) -> str:
    """The instance's own secret, made at the first start, readable by its owner alone."""
    path = instance / "keys" / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(SHORTEST_SECRET))
    return path.read_text()


def _database(environment: Mapping[str, str], instance: Path, production: bool) -> str:
    url = environment.get("DATABASE_URL")
    if url:
        return url
    if production:
        raise BadSetting(
            "DATABASE_URL must be set in production, for instance "
            "sqlite:////var/lib/vaeksthus/vaeksthus.sqlite or postgresql+psycopg://vaeksthus@/vaeksthus"
        )
    instance.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{instance / 'vaeksthus.sqlite'}"


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name, "")
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 5 or int(given) > 65535:
        raise BadSetting(f"{name} is {given!r}; it must be a whole number.")
    return int(given)
