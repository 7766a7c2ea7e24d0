"""The installation's environment: every knob, typed, named and with its default."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

CHECKOUT = Path(__file__).parents[3]

# Variables that other doors read: the shell script, the tests, the supervisor's mark on its own.
OTHERS = {
    "ORTAQ_PYTHON",
    "ORTAQ_SECRETS_DIR",
    "ORTAQ_TEST_DIR",
    "ORTAQ_RUN",
    "ORTAQ_DEMO_DIR",
}


class Env(BaseSettings):
    """Read from ORTAQ_* variables, or from files of the same names in ORTAQ_SECRETS_DIR.

    An unknown ORTAQ_* variable is a misspelt one, and stops the start.
    """

    model_config = SettingsConfigDict(env_prefix="ORTAQ_", extra="ignore")

    mode: Literal["demo", "test", "production"] = Field(
        default="production", description="demo marks every page as invented; test is for pytest"
    )
    debug: bool = Field(default=False, description="Django's debug pages; never in production")
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Signs sessions and links; made on first start if empty"
    )
    identity_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys of the IIN store, newest first, comma-separated; made if empty",
    )
    hosts: Annotated[list[str], NoDecode] = Field(
        default=["localhost", "127.0.0.1"],
        description="Host names answered besides the public address's, comma-separated",
    )
    trusted_proxies: Annotated[list[str], NoDecode] = Field(
        default=["127.0.0.1", "::1"],
        description="Whose X-Forwarded-For is believed: addresses or networks, comma-separated",
    )
    public_url: str = Field(
        default="http://localhost:8000", description="The address people type; used in messages"
    )
    data_dir: Path = Field(
        default=Path("var/serve"), description="Where the database, files and keys live"
    )
    database_url: SecretStr = Field(
        default=SecretStr(""), description="PostgreSQL 17 or newer; empty: the embedded server"
    )
    database_name: str = Field(default="ortaq", description="Database on the embedded server")
    pg_bindir: Path | None = Field(
        default=None, description="PostgreSQL programs to use instead of the wheel's"
    )
    email_host: str = Field(default="", description="SMTP server; empty: mail is kept, not sent")
    email_port: int = Field(default=25, description="SMTP port")
    email_user: str = Field(default="", description="SMTP user")
    email_password: SecretStr = Field(default=SecretStr(""), description="SMTP password")
    email_tls: Literal["none", "starttls", "tls"] = Field(
        default="starttls", description="How the SMTP connection is protected"
    )
    email_from: str = Field(default="ortaq@localhost", description="Sender of messages")
    clamd_socket: str = Field(default="", description="clamd's Unix socket; empty: no virus scan")
    clamd_down: Literal["hold", "refuse"] = Field(
        default="hold",
        description="Files that come while clamd is silent: kept unseen, or refused",
    )
    upload_max_mb: int = Field(default=20, description="Largest file a person may attach, MiB")
    backup_key_file: Path | None = Field(
        default=None, description="File of the key that closes backups (./ortaq backup --new-key)"
    )
    backup_ssh: str = Field(
        default="ssh", description="The ssh command for backups to another machine, with options"
    )
    ai_embeddings_url: str = Field(
        default="", description="OpenAI-compatible embeddings; empty: the bundled small model"
    )
    ai_embeddings_model: str = Field(default="", description="Name of the model at that address")
    ai_chat_url: str = Field(
        default="", description="OpenAI-compatible chat endpoint; empty: no chat model is used"
    )
    ai_chat_model: str = Field(default="", description="Name of the chat model")
    ai_key: SecretStr = Field(default=SecretStr(""), description="Key of these endpoints")
    ai_timeout: float = Field(default=20, description="Seconds that a model may take to answer")
    ai_daily_tokens: int = Field(default=200_000, description="Tokens a day, all people together")
    metrics_port: int = Field(default=9108, description="Loopback port of Prometheus metrics")
    secure: bool | None = Field(
        default=None, description="Cookies and redirects for HTTPS only; default: by public_url"
    )

    def __init__(self, **values: Any) -> None:
        """Read the environment; the folder of secrets is named by a variable itself."""
        folder = os.environ.get("ORTAQ_SECRETS_DIR") or None
        is_there = folder is not None and Path(folder).is_dir()
        super().__init__(**({"_secrets_dir": folder if is_there else None} | values))

    @field_validator("hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = {f"ORTAQ_{name.upper()}" for name in type(self).model_fields} | OTHERS
        if strange := sorted(
            name for name in os.environ if name.startswith("ORTAQ_") and name not in known
        ):
            raise ValueError(f"unknown setting {', '.join(strange)}; see docs/settings.md")
        return self

    @model_validator(mode="after")
    def _secrets(self) -> Self:
        folder = os.environ.get("ORTAQ_SECRETS_DIR")
        if folder and not (Path(folder).is_dir() and os.access(folder, os.R_OK | os.X_OK)):
            raise ValueError(f"ORTAQ_SECRETS_DIR is {folder}, which is no folder one can read")
        return self

    @model_validator(mode="after")
    def _place(self) -> Self:
        """A folder that was not chosen stands in the checkout, wherever the command is typed."""
        if "data_dir" not in self.model_fields_set:
            self.data_dir = CHECKOUT / self.data_dir
        self.data_dir = self.data_dir.absolute()
        return self

    @property
    def allowed_hosts(self) -> list[str]:
        """Every host name that this installation answers."""
        own = urlsplit(self.public_url).hostname
        return list(dict.fromkeys([*([own] if own else []), *self.hosts]))

    @property
    def is_secure(self) -> bool:
        """Whether people reach this installation by HTTPS."""
        return self.public_url.startswith("https://") if self.secure is None else self.secure

    @property
    def pg_dir(self) -> Path:
        """The embedded server's data and socket folder."""
        return self.data_dir.absolute() / "pg"
