"""Keys of the installation: given by the operator, or made once and kept beside the data."""

import secrets
from pathlib import Path

from ortaq.config.env import Env


def _kept(path: Path) -> str:
    """Return the key kept at ``path``; make it, readable by its owner only, when absent."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)  # the first of two starting processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def secret_key(env: Env) -> str:
    """Return Django's SECRET_KEY."""
    given = env.secret_key.get_secret_value()
    return given or _kept(env.data_dir / "keys" / "secret_key")


def identity_keys(env: Env) -> list[str]:
    """Return the keys of the IIN store, newest first; older ones only open what they closed."""
    given = env.identity_keys.get_secret_value() or _kept(env.data_dir / "keys" / "identity_keys")
    return [key.strip() for key in given.replace("\n", ",").split(",") if key.strip()]
