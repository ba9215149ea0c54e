"""Settings, all from the environment; in production nothing is assumed and nothing weak is accepted."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
LONGEST_IDLE = 300
"""Seconds without a touch after which every screen is locked; an installation may choose fewer, not more."""
LEAST_SHOWN, MOST_SHOWN = 3, 10
"""Citizens below whom a published figure is hidden: an installation chooses between these."""
SHORTEST_SECRET = 32
KEYHOLDERS_OWN = Path("/var/lib/vaeksthus-keyholder")
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
        "TRAINING": _demo(environment) == "yes",
        "BACKUPS": Path(environment.get("BACKUPS") or instance / "backups").resolve(),
        "SURVEY_KEYS": _survey_keys(environment, instance, production),
        "SECRET_KEY": _given_secret(environment) if production else _kept_secret(instance),
        "SQLALCHEMY_DATABASE_URI": _database(environment, instance, production),
        "TRUSTED_PROXIES": _whole_number(environment, "TRUSTED_PROXIES", default=0),
        "SURVEY_ADDRESS": _survey_address(environment),
        "PORT": _whole_number(environment, "PORT", default=8000),
        "IDLE_LOCK": _idle_lock(environment),
        "SMALLEST_SHOWN": _smallest_shown(environment),
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


def _demo(environment: Mapping[str, str]) -> str:
    """yes: a training instance, the demo and nothing else. no: never the demo. Empty: the demo on one's own machine."""
    demo = environment.get("DEMO", "")
    if demo not in ("", "yes", "no"):
        raise BadSetting(f"DEMO is {demo!r}; it is 'yes', 'no' or left out.")
    return demo


def _survey_keys(environment: Mapping[str, str], instance: Path, production: bool) -> Path:
    """Where the keyholder's private keys lie; in a training instance, or on one's own machine, with everything else."""
    apart = production and _demo(environment) != "yes"
    usual = KEYHOLDERS_OWN if apart else instance / "survey_keys"
    return Path(environment.get("SURVEY_KEYS") or usual).resolve()


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


def _idle_lock(environment: Mapping[str, str]) -> timedelta:
    seconds = _whole_number(environment, "IDLE_SECONDS", default=LONGEST_IDLE)
    if not 1 <= seconds <= LONGEST_IDLE:
        raise BadSetting(f"IDLE_SECONDS is {seconds}; it must be between 1 and {LONGEST_IDLE}.")
    return timedelta(seconds=seconds)


def _survey_address(environment: Mapping[str, str]) -> str:
    """Where citizens' own phones reach the survey, and nothing else of the program (operations.md); empty: nowhere."""
    address = environment.get("SURVEY_ADDRESS", "")
    parts = urlsplit(address)
    if address and (parts.scheme != "https" or not parts.netloc or parts.path != "/survey/" or parts.query):
        raise BadSetting(f"SURVEY_ADDRESS is {address!r}; it looks like https://sporg.example.dk/survey/.")
    return address


def _smallest_shown(environment: Mapping[str, str]) -> int:
    citizens = _whole_number(environment, "SMALLEST_SHOWN", default=5)
    if not LEAST_SHOWN <= citizens <= MOST_SHOWN:
        raise BadSetting(f"SMALLEST_SHOWN is {citizens}; it must be between {LEAST_SHOWN} and {MOST_SHOWN} citizens.")
    return citizens


def _whole_number(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name, "")
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 5 or int(given) > 65535:
        raise BadSetting(f"{name} is {given!r}; it must be a whole number.")
    return int(given)
