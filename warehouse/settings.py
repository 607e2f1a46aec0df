"""What an installation may set: environment variables, read once, checked strictly."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
"""The checkout, which is the installation: models, seeds, layouts and suites stand here."""


class SettingsError(Exception):
    """A setting or a key cannot be used (exit code 51)."""


class Settings(BaseSettings):
    """Settings of one installation; every one is an environment variable `JUNHENG_…`."""

    model_config = SettingsConfigDict(env_prefix="JUNHENG_", frozen=True)

    home: Path = Path("data")
    lang: Literal["zh", "en"] = "zh"
    memory_limit: str = Field("2GB", pattern=r"^\d+(\.\d+)?(MB|GB|MiB|GiB)$")
    """DuckDB's buffer memory; the process itself needs about 300 MB more."""
    threads: int = Field(2, ge=1, le=64)
    workers: int = Field(2, ge=1, le=32)
    """Child processes that read workbooks."""
    lock_wait_seconds: float = Field(0, ge=0)
    """How long a second run waits for the first before it gives up (exit code 30)."""

    file_password: SecretStr = SecretStr("")
    """Opens workbooks that senders protect, where all agreed on one password."""

    def fingerprint(self) -> dict[str, str | bool]:
        """The settings that can move a figure or a published byte, for the no-change test."""
        return {"lang": self.lang, "has_file_password": bool(self.file_password)}


def read_settings(**given: object) -> Settings:
    """Settings from the environment, overridden by what a command line gave.

    Raises SettingsError with the name of the variable, what was found and what is expected.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        lines = [
            f"JUNHENG_{'_'.join(map(str, item['loc'])).upper()}: "
            f"found {item.get('input')!r}: {item['msg']}"
            for item in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from error
