"""What a backup holds, written by the one who made it and compared by the one who opens it."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from ortaq.config.env import Env
from ortaq.config.keys import identity_keys, secret_key
from ortaq.foundation.audit.chain import GENESIS, Row, link
from ortaq.ops.errors import StartError

FORMAT = 1


@dataclass
class Manifest:
    """The contents, to be compared after a restore."""

    made_at: str
    mode: str
    postgresql: str
    tables: dict[str, int] = field(default_factory=dict)  # rows of each table
    audit: list[Any] = field(default_factory=list)  # number and hash of the chain's last link
    migrations: int = 0
    files: dict[str, str] = field(default_factory=dict)  # path: SHA-256
    keys: dict[str, str] = field(default_factory=dict)  # name: fingerprint
    keys_inside: list[str] = field(default_factory=list)  # those that the backup itself holds
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Manifest":
        """Read plain values."""
        if values.get("format") != FORMAT:
            raise StartError("This backup was written by a newer Ortaq: restore it with that one.")
        return cls(**values)


def survey(
    connection: "psycopg.Connection[tuple[Any, ...]]",
) -> tuple[dict[str, int], list[Any], int]:
    """Count what the connection's snapshot sees: rows by table, the audit's head, migrations."""
    names = connection.execute(
        "select c.relname from pg_class c where c.relkind in ('r', 'p') and not c.relispartition "
        "and c.relnamespace = 'public'::regnamespace order by 1"
    ).fetchall()
    tables = {name: _count(connection, name) for (name,) in names}
    head: list[Any] = []
    if "audit_chainlink" in tables:
        row = connection.execute(
            "select seq, encode(hash, 'hex') from audit_chainlink order by seq desc limit 1"
        ).fetchone()
        head = list(row or ())
    return tables, head, tables.get("django_migrations", 0)


def broken_link(connection: "psycopg.Connection[tuple[Any, ...]]") -> int | None:
    """Recompute the audit chain from its first entry; return the first link that fails, or None.

    Counts and the last hash are not enough: an entry changed in place alters neither.
    """
    row = connection.execute("select to_regclass('public.audit_chainlink')").fetchone()
    if row is None or row[0] is None:
        return None  # a database before its first migration
    head, expected = GENESIS, 1
    with connection.transaction(), connection.cursor("chain") as cursor:
        cursor.execute(
            "select seq, hash, id, at, actor_id, action, subject_type, subject_id, body_id, "
            "params::text from audit_chainlink left join audit_entry on id = entry_id order by seq"
        )
        for seq, stored, *values in cursor:
            if seq != expected or values[0] is None:
                return expected
            head = link(head, Row(*values))
            if head != bytes(stored):
                return expected
            expected += 1
    return None


def key_fingerprints(env: Env) -> dict[str, str]:
    """Return what tells keys apart without telling them."""
    keys = {"secret_key": secret_key(env), "identity_keys": ",".join(identity_keys(env))}
    return {
        name: hashlib.sha256(b"ortaq key fingerprint\0" + value.encode()).hexdigest()[:16]
        for name, value in keys.items()
    }


def differences(made: Manifest, found: Manifest) -> list[str]:
    """Return in words what a restored copy has otherwise than its backup says."""
    wrong = [
        f"table {name}: {made.tables.get(name, 'no')} rows in the backup, "
        f"{found.tables.get(name, 'no')} restored"
        for name in sorted(made.tables.keys() | found.tables.keys())
        if made.tables.get(name) != found.tables.get(name)
    ]
    if made.audit != found.audit:
        wrong.append(f"the audit chain ends at {found.audit}, not at {made.audit}")
    if made.files != found.files:
        differing = {name for name, _hash in made.files.items() ^ found.files.items()}
        wrong.append(f"files that differ: {', '.join(sorted(differing)[:5])}")
    return wrong


def _count(connection: "psycopg.Connection[tuple[Any, ...]]", table: str) -> int:
    query = sql.SQL("select count(*) from {}").format(sql.Identifier("public", table))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
