"""Settings: nothing weak starts in production, and a local instance makes its own secret, once."""

import stat
from pathlib import Path

import pytest

from app import create_app
from app.config import BadSetting, settings

STRONG = "k3Zq9vL1xW7pT5rY8nB2mC4dF6gH0jSa"
PRODUCTION = {
    "VAEKSTHUS_MODE": "production",
    "SECRET_KEY": STRONG,
    "DATABASE_URL": "postgresql+psycopg:///vaeksthus",
}


def test_production_starts_with_all_that_it_needs(tmp_path: Path) -> None:
    found = settings({**PRODUCTION, "VAEKSTHUS_INSTANCE": str(tmp_path)})
    assert (found["PRODUCTION"], found["SECRET_KEY"]) == (True, STRONG)
    assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg:///vaeksthus"
    assert (found["SESSION_COOKIE_NAME"], found["SESSION_COOKIE_SECURE"]) == ("__Host-vaeksthus", True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("secret", [None, "", "short", STRONG[:31], "a" * 64, "abababab" * 8, "demo"])
def test_production_refuses_a_secret_that_is_missing_short_or_weak(secret: str | None, tmp_path: Path) -> None:
    environment = {**PRODUCTION, "VAEKSTHUS_INSTANCE": str(tmp_path), "SECRET_KEY": secret or ""}
    if secret is None:
        del environment["SECRET_KEY"]
    with pytest.raises(BadSetting, match="SECRET_KEY must be set to at least 32 random characters"):
        create_app(environment)
    assert list(tmp_path.iterdir()) == []


def test_production_refuses_to_make_up_a_database(tmp_path: Path) -> None:
    environment = {**PRODUCTION, "VAEKSTHUS_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    with pytest.raises(BadSetting, match="DATABASE_URL must be set"):
        create_app(environment)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", ["Production", "prod", "test"])
def test_a_mode_that_does_not_exist_is_not_taken_for_local(mode: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="either 'local' or 'production'"):
        settings({"VAEKSTHUS_MODE": mode, "VAEKSTHUS_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize("port", ["http", "-1", "80.5", "65536", "８０００", "1e3", " 80", "9" * 5000])
def test_a_port_that_is_none_is_refused_with_a_sentence(port: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"PORT is .*must be a whole number"):
        settings({"PORT": port, "VAEKSTHUS_INSTANCE": str(tmp_path)})


def test_a_local_instance_makes_a_secret_that_only_its_owner_reads_and_keeps_it(tmp_path: Path) -> None:
    environment = {"VAEKSTHUS_INSTANCE": str(tmp_path / "one")}
    first = settings(environment)["SECRET_KEY"]
    kept = tmp_path / "one" / "keys" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert settings(environment)["SECRET_KEY"] == first == kept.read_text()
    assert len(first) >= 32


def test_two_instances_have_two_secrets_and_two_databases(tmp_path: Path) -> None:
    one, other = (settings({"VAEKSTHUS_INSTANCE": str(tmp_path / name)}) for name in ("one", "other"))
    assert one["SECRET_KEY"] != other["SECRET_KEY"]
    assert one["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'one' / 'vaeksthus.sqlite'}"
    assert other["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'other' / 'vaeksthus.sqlite'}"


def test_the_secret_is_never_one_that_lies_in_the_repository(tmp_path: Path) -> None:
    given = {**PRODUCTION, "VAEKSTHUS_INSTANCE": str(tmp_path)}
    assert settings(given)["SECRET_KEY"] == STRONG
    assert settings({"VAEKSTHUS_INSTANCE": str(tmp_path), "SECRET_KEY": STRONG})["SECRET_KEY"] != STRONG


@pytest.mark.parametrize("citizens", ["2", "11", "fem"])
def test_a_threshold_outside_three_to_ten_is_refused_with_a_sentence(citizens: str, tmp_path: Path) -> None:
    given = {"VAEKSTHUS_INSTANCE": str(tmp_path), "SMALLEST_SHOWN": citizens}
    with pytest.raises(BadSetting, match="SMALLEST_SHOWN"):
        settings(given)
    assert settings(given | {"SMALLEST_SHOWN": "3"})["SMALLEST_SHOWN"] == 3
