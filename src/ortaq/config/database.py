"""Where the database is: the embedded server's socket, or an address given by the operator."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ortaq.config.env import Env

ROLE = "ortaq"


def socket_folder(pg_dir: Path) -> Path:
    """Return the folder of the embedded server's socket.

    A link stands in its place when the path is longer than a socket's name may be.
    """
    place = pg_dir / "socket"
    try:
        return place.readlink() if place.is_symlink() else place
    except PermissionError:  # another user's folder: connecting will say so
        return place


def database(env: Env) -> dict[str, Any]:
    """Return Django's DATABASES entry. Several hosts in a URL are passed to libpq as they are."""
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
    }
    url = env.database_url.get_secret_value()
    if not url:
        return settings | {
            "NAME": env.database_name,
            "USER": ROLE,
            "HOST": str(socket_folder(env.pg_dir)),
            "PORT": "",
            "PREPARES": True,  # no pooler stands between; ``events.rapid`` asks
        }
    parts = urlsplit(url)
    hosts = [host.rpartition("@")[2] for host in parts.netloc.split(",")]
    names, ports = zip(*(_host_and_port(host) for host in hosts), strict=True)
    credentials = parts.netloc.rpartition("@")[0]
    user, _, password = credentials.partition(":")
    return settings | {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(unquote(name) for name in names),
        "PORT": ",".join(ports),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _host_and_port(host: str) -> tuple[str, str]:
    if host.endswith("]"):  # an IPv6 address without a port
        return host.strip("[]"), "5432"
    name, colon, port = host.rpartition(":")
    return (name.strip("[]"), port) if colon else (host, "5432")
