"""The installation's environment: every knob, typed, named and with its default."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(BaseSettings):
    """Read from ORTAQ_* variables, or from files of the same names in ORTAQ_SECRETS_DIR."""

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
    hosts: list[str] = Field(
        default=["localhost", "127.0.0.1"], description="Host names that this installation answers"
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
    upload_max_mb: int = Field(default=20, description="Largest file a person may attach, MiB")
    metrics_port: int = Field(default=9108, description="Loopback port of Prometheus metrics")
    secure: bool | None = Field(
        default=None, description="Cookies and redirects for HTTPS only; default: by public_url"
    )

    @property
    def is_secure(self) -> bool:
        """Whether people reach this installation by HTTPS."""
        return self.public_url.startswith("https://") if self.secure is None else self.secure

    @property
    def pg_dir(self) -> Path:
        """The embedded server's data and socket folder."""
        return self.data_dir.absolute() / "pg"
