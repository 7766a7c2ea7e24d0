"""Who runs the server: PostgreSQL refuses root, so root hands it to an unprivileged user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ortaq.ops.children import Credentials
from ortaq.ops.errors import StartError

# The first that exists. None is created: a program that adds users to a machine surprises people.
SERVICE_USERS = ("ortaq", "postgres", "nobody")


@dataclass(frozen=True)
class Identity:
    """An operating-system user who owns a cluster."""

    name: str
    uid: int
    gid: int

    @property
    def credentials(self) -> Credentials:
        """Return what subprocess needs to become this user; nothing when we are this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a path to this user."""
        if self.credentials:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def may_run(self, program: Path) -> bool:
        """Whether this user can reach and run a program."""
        return self._tests("-x", program)

    def may_enter(self, folder: Path) -> bool:
        """Whether this user can reach a folder and go into it."""
        return self._tests("-x", folder)

    def _tests(self, question: str, path: Path) -> bool:
        asked = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", question, str(path)]
        done = subprocess.run(asked, check=False, cwd="/", **self.credentials)
        return done.returncode == 0


def my_name() -> str:
    """Return the name of the running user; peer authentication knows people by name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise StartError(
            f"User number {os.geteuid()} has no name on this machine, and PostgreSQL knows its "
            "callers by name: run as a named user, or add a line for it to /etc/passwd."
        ) from None


def identity_for(data: Path) -> Identity:
    """Return who shall run the cluster: its owner when it exists, else the running user.

    Root, whom PostgreSQL refuses, is replaced by the first of ``SERVICE_USERS``.
    """
    if os.geteuid() != 0:
        return Identity(my_name(), os.geteuid(), os.getegid())
    if data.exists() and (owner := data.stat().st_uid) != 0:
        try:
            return _of(pwd.getpwuid(owner))
        except KeyError:
            raise StartError(
                f"{data} belongs to user number {owner}, who has no name on this machine: "
                "give the folder to a named user with chown -R."
            ) from None
    for name in SERVICE_USERS:
        try:
            return _of(pwd.getpwnam(name))
        except KeyError:
            continue
    raise StartError(
        "PostgreSQL does not run as root, and this machine has no user named "
        f"{', '.join(SERVICE_USERS)}: add one, or run ./ortaq as an ordinary user."
    )


def _of(entry: pwd.struct_passwd) -> Identity:
    return Identity(entry.pw_name, entry.pw_uid, entry.pw_gid)
