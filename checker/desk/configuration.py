"""What differs from office to office, read from the environment.

`fazhi serve` puts its options there, so that the server, its workers and every management command see the same.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from checker.rulebook import DEFAULT

PREFIX = "FAZHI_DESK_"


@dataclass(frozen=True, slots=True)
class Configuration:
    """The choices of an office.

    `data` is the folder that holds everything (database, files, key); `database_url` is empty for SQLite in that
    folder; `hosts` are the names under which the desk is called (`*`: any); `https` says that browsers come by way of
    a server that speaks TLS; `behind_proxy` that this server tells the caller's address; `rulebook` is a name or a folder.
    """

    data: Path
    database_url: str = ""
    hosts: tuple[str, ...] = ("*",)
    https: bool = False
    behind_proxy: bool = False
    rulebook: str = DEFAULT
    debug: bool = False

    @classmethod
    def from_environment(cls) -> Configuration:
        """The configuration that the environment variables `FAZHI_DESK_…` say."""

        def said(name: str, default: str = "") -> str:
            return os.environ.get(PREFIX + name, default)

        return cls(
            data=Path(said("DATA") or Path.home() / "fazhi-desk"),
            database_url=said("DATABASE_URL"),
            hosts=tuple(filter(None, said("HOSTS", "*").split(","))),
            https=said("HTTPS") == "1",
            behind_proxy=said("BEHIND_PROXY") == "1",
            rulebook=said("RULEBOOK") or DEFAULT,
            debug=said("DEBUG") == "1",
        )

    def to_environment(self) -> dict[str, str]:
        """The variables that `from_environment` reads as this configuration."""
        facts = {
            "DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "HOSTS": ",".join(self.hosts),
            "HTTPS": "1" if self.https else "",
            "BEHIND_PROXY": "1" if self.behind_proxy else "",
            "RULEBOOK": self.rulebook,
            "DEBUG": "1" if self.debug else "",
        }
        return {PREFIX + name: value for name, value in facts.items()}

    @property
    def files(self) -> Path:
        """Where uploaded files are kept."""
        return self.data / "files"

    @property
    def temporary(self) -> Path:
        """Where uploads under way lie, and other files that go with the process."""
        return self.data / "temporary"

    @property
    def key_file(self) -> Path:
        """Where the key is kept that sessions are signed with."""
        return self.data / "secret-key"

    def secret_key(self) -> str:
        """The key that sessions are signed with; a passing one where `make_ready` was never called (linters, tests)."""
        return self.key_file.read_text("utf-8").strip() if self.key_file.exists() else secrets.token_urlsafe(64)

    def make_ready(self) -> None:
        """Makes the folders, and the key, which only its owner can read. Raises `OSError` where that cannot be."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # reports may hold what is not public
        self.files.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            descriptor = os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # with its final rights from the start
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(64))
