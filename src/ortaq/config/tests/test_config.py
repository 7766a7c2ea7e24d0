"""What the environment turns into."""

from pathlib import Path

import pytest

from ortaq.config import keys, wsgi
from ortaq.config.database import database, socket_folder
from ortaq.config.env import CHECKOUT, Env


def test_a_folder_that_was_not_chosen_stands_in_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ORTAQ_DATA_DIR")
    monkeypatch.chdir(tmp_path)
    assert Env().data_dir == CHECKOUT / "var" / "serve"
    monkeypatch.setenv("ORTAQ_DATA_DIR", "mine")
    assert Env().data_dir == tmp_path / "mine"


def test_the_public_name_is_always_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORTAQ_PUBLIC_URL", "https://ortaq.example.kz")
    assert Env().allowed_hosts == ["ortaq.example.kz", "localhost", "127.0.0.1"]
    assert Env().is_secure
    monkeypatch.setenv("ORTAQ_HOSTS", "a.kz, b.kz")
    assert Env().allowed_hosts == ["ortaq.example.kz", "a.kz", "b.kz"]


def test_secrets_may_stand_in_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ortaq_email_password").write_text("secret\n")
    monkeypatch.setenv("ORTAQ_SECRETS_DIR", str(tmp_path))
    assert Env().email_password.get_secret_value() == "secret"
    monkeypatch.setenv("ORTAQ_SECRETS_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(ValueError, match="no folder one can read"):
        Env()


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgresql://u:p%40@db.example.kz/n", "db.example.kz", "5432"),
        ("postgresql://u@a:5433,b:5434/n?target_session_attrs=read-write", "a,b", "5433,5434"),
        ("postgresql://u@%2Frun%2Fpg/n", "/run/pg", "5432"),
        ("postgresql://u@[::1]:6000/n", "::1", "6000"),
    ],
)
def test_an_address_is_read(url: str, host: str, port: str) -> None:
    settings = database(Env(database_url=url))
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (host, port, "n")
    assert settings["USER"] == "u"
    assert settings["PASSWORD"] == ("p@" if "%40" in url else "")


def test_a_linked_socket_is_followed(tmp_path: Path) -> None:
    assert socket_folder(tmp_path) == tmp_path / "socket"
    (tmp_path / "socket").symlink_to("/tmp/short")
    assert socket_folder(tmp_path) == Path("/tmp/short")


def test_keys_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    env = Env(data_dir=tmp_path, secret_key="", identity_keys="")
    first = keys.secret_key(env)
    assert len(first) >= 50
    assert keys.secret_key(env) == first
    assert keys.identity_keys(env) != [first]
    assert (tmp_path / "keys" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    given = Env(data_dir=tmp_path, identity_keys="new, old")
    assert keys.identity_keys(given) == ["new", "old"]


@pytest.mark.parametrize(
    ("caller", "claimed", "seen"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"),  # the caller's own claim is first
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
    ],
)
def test_only_the_proxy_is_believed_about_the_caller(
    monkeypatch: pytest.MonkeyPatch, caller: str, claimed: str, seen: str
) -> None:
    asked = {"REMOTE_ADDR": caller, "HTTP_X_FORWARDED_FOR": claimed, "REQUEST_METHOD": "GET",
             "PATH_INFO": "/healthz", "wsgi.input": None, "SERVER_NAME": "x",
             "SERVER_PORT": "80"}  # fmt: skip
    monkeypatch.setattr(
        "django.core.handlers.wsgi.WSGIHandler.__call__",
        lambda _self, environ, _start: [environ["REMOTE_ADDR"].encode()],
    )
    assert wsgi.application(asked, lambda *_args: None) == [seen.encode()]
